"""Words reach a page through one door only, and the paper knows neither screen nor disk."""

import ast
from pathlib import Path

import il2desk.documents

FOLDER = Path(il2desk.documents.__file__).parent
SOURCES = {file.name: ast.parse(file.read_text(encoding="utf-8")) for file in sorted(FOLDER.glob("*.py"))}
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
NEEDS_NO_TOOLKIT = {
    "order.py", "pharmacy.py", "administration.py", "cover.py", "bag_labels.py", "dose_sheet.py", "operative.py",
    "preparation_blocks.py", "slots.py", "form_blocks.py",
    "words.py", "blocks.py", "report.py", "printing.py", "saving.py", "imprint.py", "consent.py", "summary.py",
    "criteria.py", "answers.py", "dose_blocks.py", "reference_blocks.py", "drawn.py", "picture_blocks.py",
    "time_line.py", "label_places.py",
}  # fmt: skip


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


def test_paragraphs_are_made_in_one_module_only() -> None:
    assert [name for name, tree in SOURCES.items() if calls(tree) & {"Paragraph", "ParaFrag", "XPreformatted"}] == [
        "text.py"
    ]


def test_no_module_draws_words_past_the_door() -> None:
    measured = {name: calls(tree) & DRAWS_TEXT for name, tree in SOURCES.items()}
    assert {name: found for name, found in measured.items() if found} == {
        "forms.py": {"stringWidth"},
        "shaped.py": {"splitString"},
    }


def test_shaped_words_are_laid_out_behind_the_same_door_only() -> None:
    users = [name for name, tree in SOURCES.items() if "ShapedParagraph" in calls(tree)]
    assert users == ["shaped.py", "text.py"]


def test_fonts_are_never_searched_for() -> None:
    for name, tree in SOURCES.items():
        assert not calls(tree) & {"FontFinder", "findFonts", "addFont"}, name


def test_the_paper_imports_neither_screen_nor_storage() -> None:
    for name, tree in SOURCES.items():
        foreign = [one for one in imported(tree) if one.startswith(("il2desk.storage", "il2desk.ui", "PySide6"))]
        assert foreign == [], name


def test_what_a_sheet_says_is_known_without_the_toolkit() -> None:
    for name in NEEDS_NO_TOOLKIT:
        assert not any(one.startswith("reportlab") for one in imported(SOURCES[name])), name


def test_the_door_ignores_markup_because_nothing_parses_it() -> None:
    paragraphs = [
        node
        for node in ast.walk(SOURCES["text.py"])
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Paragraph"
    ]
    assert len(paragraphs) == 1
    first = paragraphs[0].args[0]
    assert isinstance(first, ast.Constant)
    assert first.value == ""
