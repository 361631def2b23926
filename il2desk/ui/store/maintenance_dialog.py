"""Care of the store: backup, looking through the data, one patient taken along or erased, and recall."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from il2desk.domain.records.store_records import Listed
from il2desk.ui.case.store_ports import CareOfStore
from il2desk.ui.store.maintenance_sections import Backup, Data, OneCase
from il2desk.ui.store.recall import RecallForm
from il2desk.ui.store.sections_dialog import SectionsDialog


class Care(SectionsDialog):
    """`listed` is the case that is marked in the list; `packs` and `criteria` are titles by id, for the recall.

    `erased` gives the case that is gone, `backed_up` tells that there is a newer backup. To take along and to erase is
    for those who manage the store.
    """

    erased = Signal(str)
    backed_up = Signal()

    def __init__(
        self,
        care: CareOfStore,
        listed: Listed | None = None,
        packs: Mapping[str, str] | None = None,
        criteria: Mapping[str, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Backup and data", parent)
        self.backup, self.data = Backup(care), Data(care)
        self.one_case, self.recall = OneCase(care, listed), RecallForm(care, packs or {}, criteria or {})
        sections: tuple[QWidget, ...] = (self.backup, self.data, self.data.head, self.recall)
        if care.user.manages:
            sections = (*sections, self.one_case, self.one_case.erase)
        for section in sections:
            self.add_section(section)
        self.sections.addStretch(1)
        self.backup.done.connect(self.backed_up)
        self.one_case.erased.connect(self.erased)
