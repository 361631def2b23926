"""The house, read from the syntax trees: who may import whom, and what stands nowhere."""

import ast
import builtins
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "il2desk"
MODULES = sorted(PACKAGE.rglob("*.py"))
LAYERS = ("domain", "storage", "documents", "ui", "app", "cli")
# Every room, each below the next; a module imports from its own room and from rooms above it in this list, and of these
# only from the layers that its own may see.
ROOMS = (
    "domain.errors",
    *("domain.values", "domain.packs", "domain.case", "domain.assessment", "domain.dosing", "domain.checks"),
    "domain.records",
    *("storage.files", "storage.packs", "storage.site", "storage.pdf"),
    *("storage.store.folder", "storage.store.tables", "storage.store.keys", "storage.store", "storage.store.care"),
    *("documents.model", "documents.text", "documents.layout", "documents.figures", "documents.pdf"),
    *("documents.sections", "documents.sheets"),
    *("ui.widgets", "ui.case", "ui.fields", "ui.forms", "ui.panels", "ui.settings", "ui.cases", "ui.pages"),
    *("ui.sheets", "ui.store", "ui.window"),
    *("app", "cli"),
)
MAY_SEE = {
    "domain": {"domain"},
    "storage": {"domain", "storage"},
    "documents": {"domain", "documents"},
    "ui": {"domain", "documents", "ui"},
    "app": {"domain", "storage", "documents", "ui", "app"},
    "cli": {"domain", "storage", "documents", "ui", "app", "cli"},
}
TAKE_VALUE_ERRORS = {
    "app.clock": "datetime says so of an instant or a day on the command line",
    "app.process_hardening": "resource says so of a limit the system does not take",
    "cli.case_commands": "the system says so of a file name it does not take",
    "app.saving": "the system says so of a file name it does not take",
    "domain.case.case": "pydantic wants it of a validator, datetime says so of an instant",
    "domain.values.local_time": "zoneinfo says so of a name that is no zone",
    "domain.values.parsing": "datetime says so of what is no day of the calendar",
    "storage.files.case_file": "json says so of a number that is too long",
    "storage.files.toml_file": "tomli says so of what is no TOML, or of a number that is too long",
    "storage.pdf.pdf_reader": "pikepdf and zlib say so of a file that is damaged",
    "storage.store.care.integrity": "json says so of a column that was changed",
    "storage.store.folder.known_stores": "json says so of a file that is damaged",
    "storage.store.tables.journal": "int says so of a witness that is damaged",
}
"""The parsers, which alone catch ValueError, each with who raises it; anywhere else it is a fault of the program."""
TAKE_ANYTHING = {
    "__main__": "an error before there is a window is said where somebody can read it",
    "app.wiring": "whatever keeps packs from proving themselves, the program ends with it",
    "cli.main": "a command ends with one line",
    "ui.case.autosave": "it hands an error to the one handler, and does not hinder closing",
    "ui.window.failures": "it is the one handler",
}
LARGEST_ROOM = 20
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
    """The longest room a module lies in; the package itself and its `__main__` stand above all."""
    inside = name.removeprefix("il2desk.")
    found = [room for room in ROOMS if inside == room or inside.startswith(f"{room}.")]
    return max(found, key=len, default="")


def modules_of(layer: str) -> list[Path]:
    return [file for file in MODULES if room_of(name_of(file)).partition(".")[0] == layer]


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


def ours(file: Path) -> set[str]:
    """Modules of this program that a file imports; packages by themselves hold nothing."""
    return {name for name in imports_of(tree_of(file)) if name in NAMES and NAMES[name].stem != "__init__"} - {
        name_of(file)
    }


def may_import(room: str, other: str) -> bool:
    is_above = room == "" or ROOMS.index(other) <= ROOMS.index(room)
    return is_above and (room == "" or other.partition(".")[0] in MAY_SEE[room.partition(".")[0]])


def test_every_module_stands_in_a_room_and_every_room_holds_modules() -> None:
    held = Counter(room_of(name) for name, file in NAMES.items() if file.stem != "__init__")
    assert held.pop("") == 1
    assert set(held) == set(ROOMS)
    assert {room: number for room, number in held.items() if number > LARGEST_ROOM} == {}


def test_a_module_imports_only_from_its_own_room_and_from_those_it_stands_on() -> None:
    strays = {
        name: wrong
        for name, file in NAMES.items()
        if (wrong := [one for one in ours(file) if not may_import(room_of(name), room_of(one))])
    }
    assert strays == {}


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


def test_no_modules_import_each_other_in_a_circle_not_even_lazily_or_for_types() -> None:
    assert _cycles({name: ours(file) for name, file in NAMES.items()}) == []


def test_the_search_for_circles_finds_one() -> None:
    assert _cycles({"a": {"b"}, "b": {"c"}, "c": {"a"}}) == [["a", "b", "c", "a"]]
    assert _cycles({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == []


def test_the_domain_imports_pydantic_and_harmless_standard_modules_only() -> None:
    allowed = {*STANDARD_IN_DOMAIN, "pydantic", "il2desk"}
    assert {root for file in modules_of("domain") for root in _roots(file)} <= allowed


def _roots(file: Path) -> set[str]:
    return {name.split(".")[0] for name in imports_of(tree_of(file))}


def test_the_domain_reads_no_clock_and_opens_no_file() -> None:
    called = {
        ast.unparse(node.func).split(".")[-1]
        for file in modules_of("domain")
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.Call)
    }
    assert called.isdisjoint({"now", "utcnow", "today", "open", "print", "eval", "exec", "input", "getenv"})


def test_no_binary_floating_point_in_the_domain() -> None:
    nodes = [node for file in modules_of("domain") for node in ast.walk(tree_of(file))]
    assert [node.value for node in nodes if isinstance(node, ast.Constant) and type(node.value) is float] == []
    assert [node for node in nodes if isinstance(node, ast.Name) and node.id in {"float", "round"}] == []
    divisions = [ast.unparse(node) for node in nodes if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div)]
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


def test_no_clinical_figure_stands_in_code() -> None:
    everywhere = {figure for figure in CLINICAL if figure > 1000}
    inside = modules_of("domain")
    found = {name_of(file): _figures(file) & (CLINICAL_IN_DOMAIN if file in inside else everywhere) for file in MODULES}
    assert {name: figures for name, figures in found.items() if figures} == {}


def test_no_id_of_a_pack_or_criterion_stands_in_code() -> None:
    """Ids of a pack, its criteria and questions; those are left out that are words of the engine or of a step too."""
    packs = [tomllib.loads(file.read_text(encoding="utf-8")) for file in (ROOT / "resources").glob("*s/*/*.toml")]
    named = {pack["id"] for pack in packs}
    named |= {one["id"] for pack in packs for kind in ("criteria", "questions", "pages") for one in pack.get(kind, ())}
    words = {"cns": "a class of sites", "label": "a block", "setting": "a local setting", "stage": "of a second check"}
    assert len(named) > 50
    found = {
        (name, node.value)
        for name, file in NAMES.items()
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.Constant) and node.value in named - set(words)
    }
    assert found == set()


def test_no_dose_is_written_into_a_text_of_the_code() -> None:
    for file in MODULES:
        docstrings = {id(node.body[0].value) for node in _documented(tree_of(file))}  # type: ignore[attr-defined]
        texts = [
            node.value
            for node in ast.walk(tree_of(file))
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings
        ]
        assert [text for text in texts if re.search(r"600[ ,_.]?000|18 million|22 million|25\.4", text)] == [], file


def _documented(tree: ast.Module) -> Iterator[ast.Module | ast.ClassDef | ast.FunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node):
            yield node


def test_a_module_opens_with_a_docstring_and_holds_no_mark_of_haste() -> None:
    assert [name for name, file in NAMES.items() if not ast.get_docstring(tree_of(file))] == []
    assert [name for name, file in NAMES.items() if MARKS_OF_HASTE.search(file.read_text(encoding="utf-8"))] == []


def test_a_module_has_at_most_250_lines_and_a_function_at_most_40() -> None:
    lengths = {name: len(file.read_text(encoding="utf-8").splitlines()) for name, file in NAMES.items()}
    assert {name: length for name, length in lengths.items() if length > LONGEST_MODULE} == {}
    assert {name: long for name, file in NAMES.items() if (long := _long_functions(file))} == {}


def _long_functions(file: Path) -> list[str]:
    return [
        node.name
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or node.lineno) - node.lineno + 1 > LONGEST_FUNCTION
    ]


def _caught(file: Path) -> set[str]:
    handlers = [node for node in ast.walk(tree_of(file)) if isinstance(node, ast.ExceptHandler)]
    passing_on = [one for one in handlers if isinstance(one.body[-1], ast.Raise) and one.body[-1].exc is None]
    types = [one.type or ast.Name("BaseException") for one in handlers if one not in passing_on]
    suppressed = [
        one
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("suppress")
        for one in node.args
    ]
    return {name.id for one in (*types, *suppressed) for name in ast.walk(one) if isinstance(name, ast.Name)}


def test_only_parsers_catch_value_errors_and_only_the_last_resorts_catch_anything() -> None:
    caught = {name.removeprefix("il2desk."): _caught(file) for name, file in NAMES.items()}
    assert {name for name, kinds in caught.items() if "ValueError" in kinds} == set(TAKE_VALUE_ERRORS)
    assert {name for name, kinds in caught.items() if kinds & {"Exception", "BaseException"}} == set(TAKE_ANYTHING)


def test_what_a_person_may_read_is_a_refusal_and_nothing_of_ours_is_an_error_of_python() -> None:
    """`DemoStopped` is a fault: nobody is told its message."""
    classes = {
        node.name: {ast.unparse(base).split(".")[-1] for base in node.bases}
        for file in MODULES
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.ClassDef)
    }
    python = {name for name, one in vars(builtins).items() if isinstance(one, type) and issubclass(one, BaseException)}
    assert {name for name, bases in classes.items() if bases & python} == {"Refusal", "DemoStopped"}
    assert classes["Refusal"] == {"Exception"}


LATE = {
    *("pikepdf", "uharfbuzz", "platformdirs", "PySide6", "subprocess", "ctypes", "_ctypes", "resource"),
    *("winreg", "msvcrt", "fcntl"),
    *("il2desk.documents", "il2desk.storage", "il2desk.ui", "il2desk.app", "il2desk.cli", "il2desk.domain.checks"),
    "il2desk.domain.packs.test_vectors",
}
"""What may be imported inside a function: what `app/startup.py` has measured, and what one system alone has."""


def test_only_what_was_measured_is_imported_late() -> None:
    late = {
        (name, imported)
        for name, file in NAMES.items()
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.FunctionDef)
        for imported in imports_of(node)
        if not any(imported == one or imported.startswith(f"{one}.") for one in LATE)
    }
    assert late == set()


def test_on_the_screen_nothing_is_overwritten_from_outside() -> None:
    written = {
        ast.unparse(one)
        for file in modules_of("ui")
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)
        for one in (node.value,)
    }
    assert written == {"self", "FileDialog", "sys", "threading"}


def test_no_two_classes_have_one_name() -> None:
    """The screen's protocols of a store are named as what satisfies them."""
    names = Counter(
        node.name
        for name, file in NAMES.items()
        if name != "il2desk.ui.case.store_ports"
        for node in ast.walk(tree_of(file))
        if isinstance(node, ast.ClassDef)
    )
    assert [name for name, number in names.items() if number > 1] == []


def test_no_rooms_for_odds_and_ends() -> None:
    assert [name for name in NAMES if re.search(r"\b(utils?|helpers?|managers?|misc|common)\b", name)] == []


def test_no_widget_that_guesses_clamps_or_turns_with_the_wheel() -> None:
    for file in modules_of("ui"):
        if file.name == "wheel_guard.py":  # names them to keep the wheel off them
            continue
        tree = tree_of(file)
        used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        used |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        imported = {name.split(".")[-1] for name in imports_of(tree)}
        assert (used | imported) & UNSAFE_WIDGETS == set(), file


def test_no_second_copy_of_the_case_and_no_nested_event_loop() -> None:
    for file in MODULES:
        called = {
            node.func.attr
            for node in ast.walk(tree_of(file))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        }
        assert called.isdisjoint({"registerField", "exec_"}), file
        assert "exec" not in called or file not in modules_of("ui"), file


def test_a_journey_knows_the_program_only_by_its_window() -> None:
    journeys = sorted((ROOT / "tests" / "journeys").glob("*.py"))
    assert len(journeys) > 5
    assert not [file.name for file in journeys for name in imports_of(tree_of(file)) if name.split(".")[0] == "il2desk"]
