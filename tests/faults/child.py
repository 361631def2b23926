"""The program's own door, for a run that is watched: `python -m tests.faults.child WORD...` is `il2desk WORD...`.

Only who may look into every program (CAP_SYS_PTRACE) may watch one that forbids looking into its memory; where the
tests may not, that one manner is left out.
"""

import re
import sys
from pathlib import Path

from il2desk.__main__ import main
from il2desk.app import process_hardening

CAP_SYS_PTRACE = 19


def may_look_into_any_program() -> bool:
    found = re.search(r"^CapEff:\s*([0-9a-f]+)$", Path("/proc/self/status").read_text(encoding="ascii"), re.MULTILINE)
    return found is not None and bool(int(found[1], 16) >> CAP_SYS_PTRACE & 1)


def run(*words: str) -> None:
    if not may_look_into_any_program():
        process_hardening._forbid_looking_in = lambda: None
    sys.argv = ["il2desk", *words]
    main()


if __name__ == "__main__":
    run(*sys.argv[1:])
