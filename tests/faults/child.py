"""The program's own door, for a run that is watched: `python -m tests.faults.child WORD...` is `il2desk WORD...`.

Only root may watch a program that forbids looking into its memory; for anybody else that one manner is left out.
"""

import os
import sys

from il2desk import manners
from il2desk.__main__ import main


def run(*words: str) -> None:
    if os.geteuid() != 0:
        manners._forbid_looking_in = lambda: None
    sys.argv = ["il2desk", *words]
    main()


if __name__ == "__main__":
    run(*sys.argv[1:])
