"""How the program behaves towards the workstation from its first moment: its files are its user's alone, and a crash
leaves no picture of its memory behind.
"""

import os
import sys

NOT_DUMPABLE = (4, 0)
"""prctl(PR_SET_DUMPABLE, 0): no memory image, also not through a crash reporter, and no other program of the same user
may look into this one."""

NO_CRASH_DIALOG = 0x0001 | 0x0002 | 0x8000
"""SEM_FAILCRITICALERRORS, SEM_NOGPFAULTERRORBOX, SEM_NOOPENFILEERRORBOX: Windows ends the program without reporting."""


def mind_manners() -> None:
    """Called before anything is opened; where the system refuses, one line on stderr says what is not kept from."""
    os.umask(0o077)
    try:
        _leave_no_memory_behind()
    except (OSError, ValueError, AttributeError) as problem:
        sys.stderr.write(f"il2desk: this system may keep an image of the program's memory after a crash ({problem})\n")


def _leave_no_memory_behind() -> None:
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.kernel32.SetErrorMode(NO_CRASH_DIALOG)
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        _forbid_looking_in()


def _forbid_looking_in() -> None:
    """Through the compiled half of ctypes: the other half takes longer to import than all else here together."""
    import _ctypes

    here = _ctypes.dlopen(None, os.RTLD_NOW)  # type: ignore[arg-type]  # None is the program itself
    if _ctypes.call_function(_ctypes.dlsym(here, "prctl"), (*NOT_DUMPABLE, 0, 0, 0)) != 0:
        raise OSError("prctl refuses PR_SET_DUMPABLE")
