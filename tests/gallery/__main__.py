"""Pictures of every wizard page and every sheet page, to be looked at: plain, at 200 percent, dark, Letter and in grey.

Run as `make gallery`; writes gallery/, and the few that the README shows to docs/pictures.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

OUT = Path("gallery")
VARIANTS = {
    "plain": ({}, "A4", "LIGHT"),
    "double": ({"QT_SCALE_FACTOR": "2"}, "A4", "LIGHT"),
    "dark": ({}, "Letter", "DARK"),
}
README = {
    "05-organs": "organs",
    "10-verdict": "verdict",
    "11-plan": "plan",
    "12-check": "check",
    "13-documents": "documents",
    "order-01": "order-1",
    "administration-01": "administration-1",
    "summary-01": "summary-1",
    "consent-01": "consent-1",
}
DPI = 110


def main() -> None:
    if len(sys.argv) > 1:
        one(sys.argv[1])
        return
    for variant, (environment, _paper, _scheme) in VARIANTS.items():
        given = {**os.environ, "QT_QPA_PLATFORM": "offscreen", **environment}
        subprocess.run([sys.executable, __file__, variant], env=given, check=True)
    pictures = Path("docs/pictures")
    pictures.mkdir(parents=True, exist_ok=True)
    for name, shown in README.items():
        shutil.copyfile(OUT / "plain" / f"{name}.png", pictures / f"{shown}.png")


def one(variant: str) -> None:
    """Drive the demo once and render its sheets."""
    from il2desk.cli.demo import run_demo
    from il2desk.ui.widgets import theme

    _, paper, scheme = VARIANTS[variant]
    for file in run_demo(OUT / variant, paper, getattr(theme, scheme)):
        if file.suffix == ".pdf":
            render(file, OUT / variant)


def render(sheet: Path, folder: Path) -> None:
    """Each page as PNG, and once more in grey."""
    from PySide6.QtCore import QSize
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtPdf import QPdfDocument

    document = QPdfDocument(None)
    document.load(str(sheet))
    name = sheet.name.split("-")[1]
    for number in range(document.pageCount()):
        points = document.pagePointSize(number)
        size = QSize(round(points.width() * DPI / 72), round(points.height() * DPI / 72))
        page = QImage(size, QImage.Format.Format_RGB32)
        page.fill("white")
        painter = QPainter(page)
        painter.drawImage(0, 0, document.render(number, size))
        painter.end()
        page.save(str(folder / f"{name}-{number + 1:02d}.png"))
        page.convertToFormat(QImage.Format.Format_Grayscale8).save(str(folder / f"{name}-{number + 1:02d}-grey.png"))


main()
