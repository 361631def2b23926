"""The program without a window: the command line's contract, its exit codes, and one line of error on stderr."""

import json
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import Any, NoReturn

import click

from il2desk import __version__
from il2desk.cli.case_commands import BAD_INPUT, failure
from il2desk.cli.prompt import harmless, warn, write
from il2desk.cli.store_main import COMMANDS
from il2desk.domain.case.case import Case
from il2desk.domain.values.local_settings import PaperName

FAULT = 1


def _clock(command: Any) -> Any:
    command = click.option("--today", metavar="DATE", help="Judge as of noon on this day in the case's zone.")(command)
    return click.option("--now", metavar="INSTANT", help="Fix the clock: an instant with its offset.")(command)


def _settings(command: Any) -> Any:
    return click.option(
        "--settings", type=click.Path(path_type=Path), metavar="FILE", help="Local settings instead of the user's own."
    )(command)


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="il2desk")
@_settings
@_clock
@click.pass_context
def program(context: click.Context, settings: Path | None, now: str | None, today: str | None) -> None:
    """Decide, with reasons, whether a patient meets the guideline for high-dose interleukin-2.

    Without a command the window opens.
    """
    if context.invoked_subcommand is None:
        from il2desk.app.wiring import open_window

        try:
            sys.exit(open_window(settings, now, today))
        except Exception as error:
            say_in_window(error)
    if settings or now or today:
        raise click.UsageError("--settings, --now and --today go behind the command they are for")


@program.command()
@click.argument("case", type=click.Path(path_type=Path))
@_settings
@_clock
def assess(case: Path, settings: Path | None, now: str | None, today: str | None) -> None:
    """Print the assessment of CASE.json as JSON."""
    from il2desk.cli.case_commands import assess_file

    answer = assess_file(case, settings, now, today)
    write(json.dumps(answer, ensure_ascii=False, indent=2))


@program.command()
@click.argument("case", type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="DIR", help="Folder for the sheets.")
@click.option("--paper", type=click.Choice(["A4", "Letter"]), help="Otherwise the centre's, or A4 where none is set.")
@_settings
@_clock
def plan(
    case: Path, out: Path, paper: PaperName | None, settings: Path | None, now: str | None, today: str | None
) -> None:
    """Write the sheets of a signed CASE.json; refuse, with reasons, what has no clearance."""
    from il2desk.cli.case_commands import plan_file

    written, remark = plan_file(case, out, paper, settings, now, today)
    for file in written:
        write(harmless(file))
    if remark:
        warn(f"{case}: {remark}")


@program.command()
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="DIR", help="Folder for what is made.")
@click.option("--paper", type=click.Choice(["A4", "Letter"]), default="A4", show_default=True)
def demo(out: Path, paper: str) -> None:
    """Drive the real wizard through the sample case; write its sheets and a screenshot of every page."""
    from il2desk.cli.demo import run_demo

    for file in run_demo(out, paper):
        write(harmless(file))


@program.command()
@click.argument("pdf", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help="Write it to this new file instead.")
@click.option("--anyway", is_flag=True, help="Give the entries also where the pages are not those of the case.")
def reopen(pdf: Path, out: Path | None, anyway: bool) -> None:
    """Print the case that PDF carries, as canonical JSON that `assess` and `plan` take.

    Exit code 0: done. 3: the pages of PDF are not those of its case, or cannot be compared with it, and no case is
    given. With --anyway its entries are, without signature and second check.
    """
    from il2desk.cli.case_commands import reopen_file

    given = reopen_file(pdf, out, anyway=anyway)
    if given.remark:
        warn(given.remark)
    if given.told:
        write(given.told)
    sys.exit(given.code)


@program.command()
@click.argument("pdf", type=click.Path(path_type=Path))
def verify(pdf: Path) -> None:
    """Make PDF anew from what it carries, and say whether it was changed since.

    Exit code 0: unchanged. 3: changed, or it cannot be compared. It finds edits, not forgers.
    """
    from il2desk.cli.case_commands import verify_file

    says, code = verify_file(pdf)
    write(says)
    sys.exit(code)


@program.command("case-schema")
def case_schema() -> None:
    """Print the JSON Schema of a case file."""
    write(json.dumps(Case.model_json_schema(by_alias=True), indent=2))


for command in COMMANDS:
    program.add_command(command)


def main() -> NoReturn:
    """Run the program; every failure the program knows is one line on stderr."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        sys.exit(program.main(standalone_mode=False) or 0)
    except click.ClickException as misuse:
        say(misuse.format_message(), BAD_INPUT)
    except click.Abort:
        say("stopped", 130)
    except Exception as error:
        told = failure(error)
        say(*(told or unknown(error)))


def unknown(error: Exception) -> tuple[str, int]:
    """What is said of an error the program does not know, and the exit code: where it arose, never what it quotes."""
    from il2desk.ui.window.failures import in_words

    return in_words(error), FAULT


def say_in_window(error: Exception) -> NoReturn:
    """Why the window does not open: shown where there is a screen, for whoever started it by its icon; and said."""
    from il2desk.app.startup import has_display, show_refusal

    message, exit_code = failure(error) or unknown(error)
    if has_display():
        show_refusal(message)
    say(message, exit_code)


def say(message: str, exit_code: int) -> NoReturn:
    """One line on stderr, and out."""
    warn(message)
    sys.exit(exit_code)
