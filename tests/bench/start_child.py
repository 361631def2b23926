"""One start, of il2desk's window or a bare QWizard; prints memory and processor time when its page is painted.

`ours` shows the wizard at once, as where nothing is kept; `before` shows what stands before a case: the first start, or
unlocking where the folder named has a store.
"""

import gc
import json
import os
import sys
from dataclasses import replace
from pathlib import Path


def main() -> None:
    which = sys.argv[1]
    if which == "bare":
        application, window = bare(json.loads(Path(sys.argv[2]).read_text(encoding="utf-8")))
        pages = [window.page(number) for number in window.pageIds()]
    else:
        application, window = ours(Path(sys.argv[2]) if which == "before" else None)
        pages = [window.centralWidget().currentWidget()] if which == "before" else window.wizard.pages
    if which == "count":
        say(json.dumps(count(application, window)))
    window.show()
    when_painted(pages, lambda: say(spent()))
    application.exec()


def ours(store: Path | None):  # type: ignore[no-untyped-def]
    import il2desk.__main__  # noqa: F401  (the way the program itself comes in)

    gc.disable()
    from il2desk.app.startup import make_application
    from il2desk.app.startup_files import find
    from il2desk.app.wiring import dress, keep_cases, make_window
    from il2desk.storage.site.paths import resources

    found = find(resources() / "sample" / "settings.toml")
    application = make_application()
    dress(application)
    window = make_window(found)
    if store is not None:
        keep_cases(window, replace(found, policy=found.policy.model_copy(update={"store": store})))
    return application, window


def bare(pages: list[dict[str, int]]):  # type: ignore[no-untyped-def]
    """As many pages with as many controls, and pydantic with one model."""
    from pydantic import BaseModel
    from PySide6 import QtWidgets

    class Model(BaseModel):
        number: int

    Model(number=1)
    application = QtWidgets.QApplication(["bare"])
    wizard = QtWidgets.QWizard()
    for controls in pages:
        page = QtWidgets.QWizardPage()
        page.setTitle("Page")
        column = QtWidgets.QVBoxLayout(page)
        for kind, number in controls.items():
            for one in range(number):
                control = getattr(QtWidgets, kind)(page)
                if hasattr(control, "setText"):
                    control.setText(f"control {one}")
                column.addWidget(control)
        wizard.addPage(page)
    return application, wizard


def count(application, window) -> list[dict[str, int]]:  # type: ignore[no-untyped-def]
    """Controls by kind on every page, after each has been shown."""
    from PySide6 import QtWidgets

    kinds = ("QLabel", "QRadioButton", "QCheckBox", "QLineEdit", "QPlainTextEdit", "QPushButton")
    window.show()
    found = []
    for page in window.wizard.pages:
        page.build()
        application.processEvents()
        children = page.findChildren(QtWidgets.QWidget)
        found.append({kind: sum(isinstance(one, getattr(QtWidgets, kind)) for one in children) for kind in kinds})
    return found


def when_painted(pages, done) -> None:  # type: ignore[no-untyped-def]
    """Watches the pages alone: a filter of the whole application would have Python told of every object in it."""
    from PySide6.QtCore import QEvent, QObject, QTimer

    class Watch(QObject):
        def eventFilter(self, watched, event):  # type: ignore[no-untyped-def]
            if event.type() == QEvent.Type.Paint:
                QTimer.singleShot(0, done)
            return False

    pages[0].watch = Watch()
    for page in pages:
        page.installEventFilter(pages[0].watch)


def spent() -> str:
    """Memory in MB and seconds of the processor up to now."""
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    return f"{used.ru_maxrss / 1024:.2f} {used.ru_utime + used.ru_stime:.4f}"


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
    os._exit(0)


main()
