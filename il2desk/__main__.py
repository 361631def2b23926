"""The door: without a word the window opens, and what only the command line needs is not even read."""

import sys
from typing import NoReturn

from il2desk.app import startup
from il2desk.app.process_hardening import mind_manners


def main() -> NoReturn:
    """Run the program."""
    mind_manners()
    if len(sys.argv) > 1:
        from il2desk.cli.main import main as command_line

        command_line()
    startup.begin()
    from il2desk.app.wiring import open_window

    try:
        sys.exit(open_window())
    except Exception as error:
        from il2desk.cli.main import say_in_window

        say_in_window(error)


if __name__ == "__main__":
    main()
