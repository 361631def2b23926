"""Maintenance of the store: backup, data check, export and erasure of one case, recall list."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from il2desk.domain.records.store_records import Listed
from il2desk.ui.case.store_ports import Maintenance
from il2desk.ui.store.maintenance_sections import BackupSection, ExportSection, IntegritySection
from il2desk.ui.store.recall import RecallForm
from il2desk.ui.store.sections_dialog import SectionsDialog


class MaintenanceDialog(SectionsDialog):
    """Sections for maintenance; export and erasure only for users who manage the store.

    `listed` is the case marked in the list; `packs` and `criteria` map ids to titles for the recall list. `erased` is
    emitted with the case id, `backed_up` after a new backup.
    """

    erased = Signal(str)
    backed_up = Signal()

    def __init__(
        self,
        care: Maintenance,
        listed: Listed | None = None,
        packs: Mapping[str, str] | None = None,
        criteria: Mapping[str, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Backup and data", parent)
        self.backup, self.data = BackupSection(care), IntegritySection(care)
        self.one_case, self.recall = ExportSection(care, listed), RecallForm(care, packs or {}, criteria or {})
        sections: tuple[QWidget, ...] = (self.backup, self.data, self.data.head, self.recall)
        if care.user.manages:
            sections = (*sections, self.one_case, self.one_case.erase)
        for section in sections:
            self.add_section(section)
        self.sections.addStretch(1)
        self.backup.done.connect(self.backed_up)
        self.one_case.erased.connect(self.erased)
