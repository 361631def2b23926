"""What every page's content has in common: fields that record, refresh and can be jumped to."""

from collections.abc import Mapping
from itertools import chain

from PySide6.QtWidgets import QVBoxLayout, QWidget

from il2desk.ui.case.navigation import Navigation
from il2desk.ui.case.session import Session
from il2desk.ui.fields.field import Field
from il2desk.ui.widgets.access_keys import with_access_keys


class PageContent(QWidget):
    """A column of sections; subclasses fill it and refresh what is not a field."""

    def __init__(self, session: Session, ways: Navigation) -> None:
        super().__init__()
        self.session, self.ways = session, ways
        self.fields: list[Field] = []
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(16)

    def give_access_keys(self) -> None:
        """Give each field of the page its own access key; called once all fields are there."""
        for field, marked in zip(self.fields, with_access_keys([one.ask for one in self.fields]), strict=True):
            field.set_access_key(marked)

    def refresh(self) -> None:
        """Show the case as it now stands."""
        assessment = self.session.assessment
        for field in self.fields:
            field.refresh(assessment)
            field.show_against(assessment.against(field.id))

    def set_read_only(self, read_only: bool) -> None:
        """Close or open everything that records; pages on which more can be done than recording say what that is."""
        self.setEnabled(not read_only)

    def blank(self) -> None:
        """Take every dose off the screen at once, on the pages that show one."""

    def half_typed(self) -> tuple[tuple[str, str], ...]:
        """By a name of its own: text that stands on the page and that no answer holds yet."""
        return ()

    def take_half_typed(self, typed: Mapping[str, str]) -> None:
        """Put such text back where it stood; where there is none, nothing stands there afterwards."""

    def shown_fields(self) -> list[Field]:
        return [field for field in self.fields if not field.isHidden()]

    def first_control(self) -> QWidget | None:
        """The first thing still to be answered, else the first that another answer speaks against, else the first."""
        fields, against = self.shown_fields(), self.session.assessment.against
        unsettled = (field for field in fields if not field.is_settled())
        in_doubt = (field for field in fields if against(field.id))
        chosen = next(chain(unsettled, in_doubt, fields), None)
        return chosen.first_control() if chosen else None

    def control_of(self, field_id: str) -> QWidget | None:
        """The control that records one thing, so that a jump can end in it."""
        return next((field.first_control() for field in self.shown_fields() if field.id == field_id), None)

    def enter_goes_on(self) -> bool:
        """Whether Enter may go to the next page: only where every field shown is settled."""
        fields = self.shown_fields()
        return bool(fields) and all(field.is_settled() for field in fields)
