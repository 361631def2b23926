"""Where a page may lead."""

from collections.abc import Callable
from dataclasses import dataclass

from il2desk.domain.case.case import Case


@dataclass(frozen=True, slots=True)
class Navigation:
    """To a step and a field of it, to the settings dialog at one setting, to the source of a criterion.

    `instead` puts the present case away for another, `open_stored` for one of the store by its id, both after asking
    where something of it would be lost.
    """

    go_to: Callable[[str, str | None], None]
    set_setting: Callable[[str], None]
    explain: Callable[[str], None]
    instead: Callable[[Case], None]
    open_stored: Callable[[str], None]
