"""Words reach a page through one door only, and the paper knows neither screen nor disk."""

import ast
import re
from pathlib import Path

import il2desk.documents

FOLDER = Path(il2desk.documents.__file__).parent
SOURCES = {
    file.relative_to(FOLDER).as_posix(): ast.parse(file.read_text(encoding="utf-8"))
    for file in sorted(FOLDER.rglob("*.py"))
}
DRAWS_TEXT = {
    "drawString",
    "drawRightString",
    "drawCentredString",
    "drawAlignedString",
    "beginText",
    "textLine",
    "stringWidth",
    "splitString",
}
NEEDS_NO_TOOLKIT = ("model/", "sections/", "sheets/", "figures/label_spacing.py")


def calls(tree: ast.AST) -> set[str]:
    found = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    return {one.attr if isinstance(one, ast.Attribute) else getattr(one, "id", "") for one in found}


def imported(tree: ast.AST) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
        elif isinstance(node, ast.Import):
            names.update(one.name for one in node.names)
    return names


def test_nothing_that_reads_markup_is_on_the_paper() -> None:
    parsers = ("reportlab.platypus.para", "reportlab.platypus.xpreformatted", "reportlab.lib.rparsexml")
    for name, tree in SOURCES.items():
        assert not any(one.startswith(parsers) for one in imported(tree)), name
        taken = {
            one.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("reportlab")
            for one in node.names
        }
        assert not taken & {"Paragraph", "XPreformatted", "ParaFrag", "ParaParser"}, name


def test_no_module_draws_words_past_the_door() -> None:
    measured = {name: calls(tree) & DRAWS_TEXT for name, tree in SOURCES.items()}
    assert {name: found for name, found in measured.items() if found} == {
        "layout/forms.py": {"stringWidth"},
        "text/glyph_font.py": {"splitString"},
        "text/shaped_paragraph.py": {"splitString"},
    }


def test_words_are_shown_by_the_two_kinds_of_paragraph_only() -> None:
    shown = re.compile(r"\b(?:Tj|TJ)\b")
    texts = {
        name: " ".join(
            node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and type(node.value) is str
        )
        for name, tree in SOURCES.items()
    }
    assert [name for name, said in texts.items() if shown.search(said)] == [
        "text/plain_paragraph.py",
        "text/shaped_paragraph.py",
    ]


def test_paragraphs_are_made_behind_the_same_door_only() -> None:
    for kind, module in (
        ("PlainParagraph", "text/plain_paragraph.py"),
        ("ShapedParagraph", "text/shaped_paragraph.py"),
    ):
        assert [name for name, tree in SOURCES.items() if kind in calls(tree)] == sorted([module, "text/paragraph.py"])


def test_fonts_are_never_searched_for() -> None:
    for name, tree in SOURCES.items():
        assert not calls(tree) & {"FontFinder", "findFonts", "addFont"}, name


def test_the_paper_imports_neither_screen_nor_storage() -> None:
    for name, tree in SOURCES.items():
        foreign = [one for one in imported(tree) if one.startswith(("il2desk.storage", "il2desk.ui", "PySide6"))]
        assert foreign == [], name


def test_what_a_sheet_says_is_known_without_the_toolkit() -> None:
    assert all(any(name.startswith(place) for name in SOURCES) for place in NEEDS_NO_TOOLKIT)
    rooms = {name: tree for name, tree in SOURCES.items() if name.startswith(NEEDS_NO_TOOLKIT)}
    assert len(rooms) > 20
    for name, tree in rooms.items():
        assert not any(one.startswith("reportlab") for one in imported(tree)), name
