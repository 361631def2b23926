"""One new store a test, locked again when the test is over."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stores import Made, a_store


@pytest.fixture
def made(tmp_path: Path) -> Iterator[Made]:
    new = a_store(tmp_path / "store")
    yield new
    new.store.lock()
