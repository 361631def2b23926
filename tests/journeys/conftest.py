"""What every journey is given: the buses of this process, a desktop nobody has used, and a person at it."""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.journeys.desktop import NEEDED, Screen, accessibility, desktop
from tests.journeys.person import Person

OUT = Path(__file__).parents[2] / "out" / "journeys"
SMALL = Screen(1366, 768)


@pytest.fixture(scope="session")
def buses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    missing = [one for one in NEEDED if shutil.which(one, path="/usr/local/bin:/usr/bin:/bin:/usr/sbin") is None]
    assert not missing, f"Journeys need {', '.join(missing)}: run `sh build_spec/setup.sh journeys`."
    with accessibility(tmp_path_factory.mktemp("buses")):
        yield


@pytest.fixture
def at(
    buses: None, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Person]]:
    """Makes the person of a journey, at a screen of some size; what it cost is kept when the journey is over."""
    name = request.node.name.removeprefix("test_").replace("[", ", ").rstrip("]").replace("_", " ")
    name = name[:1].upper() + name[1:]
    kept = OUT / name.replace(" ", "-").replace(",", "").lower()
    shutil.rmtree(kept, ignore_errors=True)
    with ExitStack() as stack:
        made: list[Person] = []

        def sits_down(screen: Screen = SMALL, *, by_keyboard: bool = False) -> Person:
            # A short path, for that of a socket may have no more than 107 bytes.
            workplace = stack.enter_context(desktop(tmp_path_factory.mktemp("at") / "desk", screen))
            made.append(Person(workplace, kept, by_keyboard=by_keyboard))
            return made[-1]

        yield sits_down
        for one in made:
            one.looks()
            one.desktop.refuse_errors()
            record = {"journey": name, "screen": str(one.desktop.screen), **one.effort.told()}
            (kept / "record.json").write_text(json.dumps(record, indent=1), encoding="utf-8")


@pytest.fixture
def person(at: Callable[..., Person]) -> Person:
    return at()
