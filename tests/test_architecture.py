"""The house as DESIGN.md draws it, read from the syntax trees: who imports whom, and what stands nowhere."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "il2desk"
MODULES = sorted(PACKAGE.rglob("*.py"))
ROOMS = ("domain", "storage", "documents", "ui")
MAY_IMPORT = {
    "domain": {"domain"},
    "storage": {"domain", "storage"},
    "documents": {"domain", "documents"},
    "ui": {"domain", "documents", "ui"},
}
# A door that imports the room behind it when it is first opened, and whose errors that room raises.
LAZY_DOORS = (("il2desk.documents.model.paper", "il2desk.documents.pdf.render"),)
LONGEST_MODULE, LONGEST_FUNCTION = 250, 40
STANDARD_IN_DOMAIN = {
    *(
        "bisect",
        "collections",
        "dataclasses",
        "datetime",
        "decimal",
        "enum",
        "fractions",
        "functools",
        "hashlib",
        "itertools",
    ),
    *("json", "math", "re", "types", "typing", "unicodedata", "zoneinfo"),
}
# Figures that belong to packs. What is written otherwise (600_000, 22e6) is caught by value.
CLINICAL = {600_000, 720_000, 18_000_000, 22_000_000, 25_400_000, 60_000_000, 1.1, 1.3, 1.2, 1.5, 3.5, 25.4, 0.037}
CLINICAL_IN_DOMAIN = CLINICAL | {18, 20, 30, 35, 48, 49, 70, 75, 350}
MARKS_OF_HASTE = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b")
UNSAFE_WIDGETS = {
    *("QSpinBox", "QDoubleSpinBox", "QComboBox", "QDoubleValidator", "QIntValidator", "QAbstractSpinBox"),
    *("QDateEdit", "QTimeEdit", "QDateTimeEdit", "QSlider", "QDial", "QFontComboBox"),
}


def name_of(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(name: str) -> str:
    parts = name.split(".")
    return parts[1] if len(parts) > 1 and parts[1] in ROOMS else "app"


@cache
def tree_of(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def imports_of(tree: ast.AST) -> Iterator[str]:
    """Every imported module, lazily imported or for type checking too; `from a import b` gives a and a.b."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            assert node.level == 0, "relative import"
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


NAMES = {name_of(file): file for file in MODULES}


def ours(file: Path, *, also_for_types: bool = True) -> set[str]:
    """Modules of this program that a file imports."""
    tree: ast.AST = tree_of(file)
    if not also_for_types:
        tree = _WithoutTypeChecking().visit(ast.parse(file.read_text(encoding="utf-8")))
    return {name for name in imports_of(tree) if name in NAMES} - {name_of(file)}


class _WithoutTypeChecking(ast.NodeTransformer):
    def visit_If(self, node: ast.If) -> ast.AST | None:
        test = node.test
        return None if isinstance(test, ast.Name) and test.id == "TYPE_CHECKING" else self.generic_visit(node)


@pytest.fixture(params=MODULES, ids=lambda file: str(file.relative_to(PACKAGE)))
def module(request: pytest.FixtureRequest) -> Path:
    file: Path = request.param
    return file


def test_there_are_modules_in_every_room() -> None:
    assert {room_of(name) for name in NAMES} == {*ROOMS, "app"}


def test_a_module_imports_only_from_the_rooms_it_may(module: Path) -> None:
    room = room_of(name_of(module))
    if room == "app":
        return
    strays = [name for name in ours(module) if name != "il2desk" and room_of(name) not in MAY_IMPORT[room]]
    assert strays == []


def _cycles(graph: dict[str, set[str]]) -> list[list[str]]:
    found: list[list[str]] = []
    done: set[str] = set()

    def walk(name: str, path: list[str]) -> None:
        if name in path:
            found.append([*path[path.index(name) :], name])
        elif name not in done:
            for other in sorted(graph[name]):
                walk(other, [*path, name])
            done.add(name)

    for name in sorted(graph):
        walk(name, [])
    return found


def test_no_modules_import_each_other_in_a_circle_not_even_lazily() -> None:
    graph = {name: ours(file, also_for_types=False) for name, file in NAMES.items()}
    for door, behind in LAZY_DOORS:
        graph[door].remove(behind)
    assert _cycles(graph) == []


def test_the_search_for_circles_finds_one() -> None:
    assert _cycles({"a": {"b"}, "b": {"c"}, "c": {"a"}}) == [["a", "b", "c", "a"]]
    assert _cycles({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == []


def test_the_domain_imports_pydantic_and_harmless_standard_modules_only(module: Path) -> None:
    if room_of(name_of(module)) != "domain":
        return
    roots = {name.split(".")[0] for name in imports_of(tree_of(module))}
    assert roots <= {*STANDARD_IN_DOMAIN, "pydantic", "il2desk"}


def test_the_domain_reads_no_clock_and_opens_no_file(module: Path) -> None:
    if room_of(name_of(module)) != "domain":
        return
    called = {ast.unparse(node.func).split(".")[-1] for node in ast.walk(tree_of(module)) if isinstance(node, ast.Call)}
    assert called.isdisjoint({"now", "utcnow", "today", "open", "print", "eval", "exec", "input", "getenv"})


def test_no_binary_floating_point_in_the_domain(module: Path) -> None:
    if room_of(name_of(module)) != "domain":
        return
    tree = tree_of(module)
    literals = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and type(node.value) is float]
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id in {"float", "round"}]
    assert literals == []
    assert names == []
    divisions = [
        ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div)
    ]
    assert all("Fraction" in one or "volume" in one or "milligrams" in one for one in divisions)


def _figures(file: Path) -> set[float]:
    """Numbers in the code but lengths of texts, and numbers given as a text to Decimal or Fraction."""
    nodes = list(ast.walk(tree_of(file)))
    lengths = {
        id(one.value) for one in nodes if isinstance(one, ast.keyword) and one.arg in {"max_length", "min_length"}
    }
    found: set[float] = set()
    for node in nodes:
        if isinstance(node, ast.Constant) and type(node.value) in {int, float} and id(node) not in lengths:
            found.add(node.value)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"Decimal", "Fraction"}:
            texts = [arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
            found |= {float(text) for text in texts}
    return found


def test_no_clinical_figure_stands_in_code(module: Path) -> None:
    room = room_of(name_of(module))
    forbidden = CLINICAL_IN_DOMAIN if room == "domain" else {figure for figure in CLINICAL if figure > 1000}
    assert _figures(module) & forbidden == set()


def test_no_dose_is_written_into_a_text_of_the_code(module: Path) -> None:
    docstrings = {id(node.body[0].value) for node in _documented(tree_of(module))}
    texts = [
        node.value
        for node in ast.walk(tree_of(module))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings
    ]
    assert [text for text in texts if re.search(r"600[ ,_.]?000|18 million|22 million|25\.4", text)] == []


def _documented(tree: ast.Module) -> Iterator[ast.Module | ast.ClassDef | ast.FunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node):
            yield node


def test_a_module_opens_with_a_docstring_and_holds_no_mark_of_haste(module: Path) -> None:
    assert ast.get_docstring(tree_of(module))
    assert MARKS_OF_HASTE.search(module.read_text(encoding="utf-8")) is None


def test_a_module_has_at_most_250_lines_and_a_function_at_most_40(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE
    long = [
        node.name
        for node in ast.walk(tree_of(module))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or node.lineno) - node.lineno + 1 > LONGEST_FUNCTION
    ]
    assert long == []


def test_no_rooms_for_odds_and_ends() -> None:
    assert [name for name in NAMES if re.search(r"\b(utils?|helpers?|managers?|misc|common)\b", name)] == []


def test_no_widget_that_guesses_clamps_or_turns_with_the_wheel(module: Path) -> None:
    if room_of(name_of(module)) != "ui" or module.name == "wheel_guard.py":  # names them to keep the wheel off them
        return
    tree = tree_of(module)
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    used |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    imported = {name.split(".")[-1] for name in imports_of(tree)}
    assert (used | imported) & UNSAFE_WIDGETS == set()


def test_no_second_copy_of_the_case_and_no_nested_event_loop(module: Path) -> None:
    called = {
        node.func.attr
        for node in ast.walk(tree_of(module))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    assert called.isdisjoint({"registerField", "exec_"})
    if room_of(name_of(module)) == "ui":
        assert "exec" not in called


def test_the_screen_never_touches_storage_and_only_storage_and_saving_write_files() -> None:
    assert all("il2desk.storage" not in " ".join(ours(file)) for file in MODULES if room_of(name_of(file)) == "ui")


def test_a_journey_knows_the_program_only_by_its_window() -> None:
    journeys = sorted((ROOT / "tests" / "journeys").glob("*.py"))
    assert len(journeys) > 5
    assert not [file.name for file in journeys for name in imports_of(tree_of(file)) if name.split(".")[0] == "il2desk"]
