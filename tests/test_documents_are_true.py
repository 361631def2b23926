"""What the documents name is there: files, modules, folders, links, commands, and the rooms of the house."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from il2desk.cli.main import program
from tests.test_architecture import MAY_SEE, ROOMS, ROOT

HOUSE = ROOT / "docs" / "architecture.md"
PAGES = (*sorted(ROOT.glob("*.md")), *sorted(ROOT.glob("docs/**/*.md")))
READ = (*PAGES, ROOT / "Makefile", ROOT / "pyproject.toml", *sorted(ROOT.glob("build_spec/*.s*")))
TOP = "il2desk|tests|resources|build_spec|docs"
PATH = re.compile(rf"(?<![\w./~-])(?:{TOP})/[\w./*-]*\w")
IN_PACKAGE = re.compile(r"`((?:app|cli|documents|domain|storage|ui)/[\w/]+\.py)")
BARE = re.compile(r"(?<![\w/])\w+\.py\b")
DOTTED = re.compile(r"(?<![\w./-])(?:il2desk|tests)(?:\.[a-z_]\w*)+(?![\w/])")
INSTALLED = "il2desk/resources"
"""Where packs and fonts are once the program is installed."""
LINK = re.compile(r"\]\(([^)#\s]+)")
TARGET = re.compile(r"(?:`|^ {4}|^)make ([a-z]+)", re.MULTILINE)
COMMAND = re.compile(r"^    il2desk ([a-z][a-z-]*)|`il2desk ([a-z][a-z-]*)", re.MULTILINE)


def text_of(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def strays(text: str, folder: Path = ROOT) -> list[str]:
    """What a text names that is not there; links count from the folder of the text."""
    found = [one for one in PATH.findall(text) if one != INSTALLED and not list(ROOT.glob(one))]
    found += [one for one in IN_PACKAGE.findall(text) if not (ROOT / "il2desk" / one).is_file()]
    found += [one for one in LINK.findall(text) if ":" not in one and not (folder / one).exists()]
    found += [one for one in DOTTED.findall(text) if not is_module(one)]
    near = {Path(one).parent for one in PATH.findall(text)}
    found += [one for one in BARE.findall(text) if not any((ROOT / place / one).is_file() for place in near)]
    return found


def is_module(dotted: str) -> bool:
    """Whether it is a module, a folder of them, or one name within a module."""
    place = ROOT.joinpath(*dotted.split("."))
    return any(one.with_suffix(".py").is_file() or one.is_dir() for one in (place, place.parent) if one != ROOT)


@pytest.mark.parametrize("file", READ, ids=lambda file: str(file.relative_to(ROOT)))
def test_every_file_module_and_link_that_is_named_is_there(file: Path) -> None:
    assert strays(text_of(file), file.parent) == []


def test_what_is_not_there_is_found() -> None:
    told = "`docs/gone.md`, `il2desk/domain/show.py`, `ui/front/stage.py`, [x](no.md), il2desk.gone.away, `tags.py`"
    assert sorted(strays(told)) == [
        *("docs/gone.md", "il2desk.gone.away", "il2desk/domain/show.py", "no.md", "tags.py", "ui/front/stage.py"),
    ]
    assert (
        strays("`il2desk/domain/values/parsing.py`, `ui/case/steps.py`, il2desk.domain.case.case, tests.faults") == []
    )


def test_every_make_target_and_command_that_is_named_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", text_of(ROOT / "Makefile"), re.MULTILINE))
    said = "\n".join(map(text_of, PAGES))
    assert len(targets) > 10
    assert set(TARGET.findall(said)) - targets == set()
    commands = {first or second for first, second in COMMAND.findall(said)}
    assert len(commands) > 10
    assert commands - set(program.commands) == set()


def tree() -> Iterator[str]:
    """The rooms that the page draws, in its order, by their dotted names."""
    drawn = re.search(r"^    il2desk/\n((?:      .*\n)+)", text_of(HOUSE), re.MULTILINE)
    assert drawn is not None
    path: list[str] = []
    for line in drawn[1].splitlines():
        name, depth = line.split()[0].removesuffix("/"), (len(line) - len(line.lstrip())) // 2 - 3
        path = [*path[:depth], name]
        yield ".".join(path)


def test_the_tree_of_the_page_names_exactly_the_rooms_of_the_table_in_their_order() -> None:
    drawn = list(tree())
    holding = {room.rpartition(".")[0] for room in ROOMS} - {""}
    assert set(drawn) == {*ROOMS, *holding, "storage.store"}
    assert [room for room in drawn if room not in holding] == [room for room in ROOMS if room not in holding]


def test_the_table_of_the_page_says_who_may_import_whom() -> None:
    rows = re.findall(r"^\| `(\w+)` \| (`.*`) \|$", text_of(HOUSE), re.MULTILINE)
    assert {layer: set(re.findall(r"\w+", seen)) for layer, seen in rows} == MAY_SEE
