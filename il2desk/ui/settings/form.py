"""The form of all local settings, made from the model: a setting added there appears here without a change."""

from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from il2desk.domain.values.local_settings import LocalSettings
from il2desk.domain.values.local_time import shown_time
from il2desk.domain.values.parsing import Refused
from il2desk.ui.case.session import Session
from il2desk.ui.settings.entry import SettingSpec, setting_names, zone_named
from il2desk.ui.settings.row import SettingRow
from il2desk.ui.widgets.access_keys import with_access_keys
from il2desk.ui.widgets.panel import SectionPanel
from il2desk.ui.widgets.scrolling import Scrolling

EXPIRY = "expiry_hours"
KEYS_OF_THE_DIALOG = frozenset("scdy")
_SECTIONS = (
    ("The centre", "", ("zone", "centre", "contact_24h", "paper", "logo", "label_version_checked")),
    (
        "How old an observation may be",
        "Counted in days to the planned first dose; the last day still counts. Without a limit the criterion cannot be "
        "told, or there is no plan.",
        ("age_",),
    ),
    ("Preparation", "", ("dilution", EXPIRY)),
    ("Giving the doses", "", ("",)),
)


class SettingsForm(Scrolling):
    """Rows in sections, under what else has to be said first; nothing leaves it unless it could be read."""

    edited = Signal()

    def __init__(self, session: Session, above: tuple[QWidget, ...] = ()) -> None:
        super().__init__()
        self._session = session
        self.rows = {name: self._row(name) for name in setting_names()}
        body = QWidget()
        column = QVBoxLayout(body)
        column.setSpacing(14)
        for part in (*above, *self._sections()):
            column.addWidget(part)
        column.addStretch()
        self.setWidget(body)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def is_changed(self) -> bool:
        return any(row.is_changed() for row in self.rows.values())

    def read(self) -> dict[str, str | int | None]:
        """The values that changed. Raises Refused; the reasons stand beside the fields, the cursor on the first."""
        values: dict[str, str | int | None] = {}
        refused: list[str] = []
        for name, row in self.rows.items():
            if row.is_changed():
                try:
                    values[name] = row.read()
                except Refused as problem:
                    row.refuse(str(problem))
                    refused.append(name)
        if refused:
            self.go_to(refused[0])
            what = "one entry was" if len(refused) == 1 else f"{len(refused)} entries were"
            raise Refused(f"Nothing was saved: {what} refused. The reason stands below the field.")
        return values

    def settings(self, values: dict[str, str | int | None], set_by: str) -> LocalSettings:
        """The centre's settings with these values, each set by this person today."""
        today = self._session.today
        changed = {
            name: None if value is None else self.rows[name].spec.made_as(value=value, set_by=set_by, set_on=today)
            for name, value in values.items()
        }
        return LocalSettings.model_validate({**dict(self._session.settings), **changed})

    def go_to(self, name: str) -> None:
        """Put the cursor on a setting and bring all of its row into view."""
        row = self.rows[name]
        row.editor.setFocus()
        self.ensureWidgetVisible(row, 0, 24)

    def _row(self, name: str) -> SettingRow:
        label_hours = self._session.ports.packs.product.expiry_hours
        spec = SettingSpec(name, label_hours - 1 if name == EXPIRY else None)
        row = SettingRow(spec, getattr(self._session.settings, name), self._clock_in)
        row.edited.connect(self.edited)
        return row

    def _clock_in(self, zone: str) -> str:
        try:
            there = self._session.ports.now().astimezone(ZoneInfo(zone_named(zone)))
        except Refused:
            return "Not a known time zone yet."
        return f"It is now {shown_time(there)} there. Not saved yet."

    def _sections(self) -> list[SectionPanel]:
        sections = []
        left = dict(self.rows)
        for heading, note, starts in _SECTIONS:
            section = SectionPanel(heading, note)
            for name in [name for start in starts for name in left if name.startswith(start)]:
                section.add(left.pop(name))
            sections.append(section)
        placed = {name: row for name, row in self.rows.items() if name not in left}
        marked = with_access_keys([row.spec.title for row in placed.values()], KEYS_OF_THE_DIALOG)
        for row, text in zip(placed.values(), marked, strict=True):
            row.set_access_key(text)
        return sections
