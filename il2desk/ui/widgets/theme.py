"""The look: one light and one dark palette, the few colours that carry meaning, and the sizes of type."""

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

Role = QPalette.ColorRole
BODY_POINTS = 10.5
USUAL_TYPE = "NotoSans-Regular.ttf"
READABLE_WIDTH = 720
_APPLIED = "il2desk theme applied"


class Tone(Enum):
    """What a text's colour says; each is a role of the palette, so that a change of theme repaints it."""

    PLAIN = Role.WindowText
    MUTED = Role.PlaceholderText
    ACCENT = Role.Link
    GOOD = Role.LinkVisited
    BAD = Role.BrightText
    ATTENTION = Role.ToolTipText


class Size(Enum):
    """Sizes of type, as factors of the application's own."""

    SMALL = 0.88
    BODY = 1.0
    HEADING = 1.15
    TITLE = 1.7
    DOSE = 1.95


@dataclass(frozen=True, slots=True)
class Colours:
    """A scheme. Every text colour has a contrast of at least 4.5 to 1 on `window`, `base` and its own tint."""

    window: str
    base: str
    text: str
    muted: str
    line: str
    accent: str
    on_accent: str
    good: str
    bad: str
    attention: str
    calm_tint: str
    good_tint: str
    bad_tint: str
    attention_tint: str

    def tone(self, tone: Tone) -> QColor:
        named = {
            Tone.PLAIN: self.text,
            Tone.MUTED: self.muted,
            Tone.ACCENT: self.accent,
            Tone.GOOD: self.good,
            Tone.BAD: self.bad,
            Tone.ATTENTION: self.attention,
        }
        return QColor(named[tone])

    def tint(self, tone: Tone) -> QColor:
        named = {Tone.GOOD: self.good_tint, Tone.BAD: self.bad_tint, Tone.ATTENTION: self.attention_tint}
        return QColor(named.get(tone, self.calm_tint if tone is Tone.ACCENT else self.base))


LIGHT = Colours(
    window="#f3f5f7",
    base="#ffffff",
    text="#1a222b",
    muted="#55616d",
    line="#d0d7de",
    accent="#17578f",
    on_accent="#ffffff",
    good="#1c6637",
    bad="#a8231c",
    attention="#7a4d00",
    calm_tint="#e6eef6",
    good_tint="#e6f2ea",
    bad_tint="#fae9e7",
    attention_tint="#faf1dd",
)
DARK = Colours(
    window="#161b21",
    base="#1f262e",
    text="#e7ebef",
    muted="#a9b4bf",
    line="#3c4753",
    accent="#86bbec",
    on_accent="#0e1b28",
    good="#85d19d",
    bad="#f4a8a2",
    attention="#e6c173",
    calm_tint="#1f3144",
    good_tint="#1c3225",
    bad_tint="#3b2322",
    attention_tint="#362c17",
)


def colours(palette: QPalette) -> Colours:
    """The scheme that belongs to a palette: dark where its window is."""
    return DARK if palette.color(Role.Window).lightness() < 128 else LIGHT


RING = QColor("#98a2ad")


def ringed(control: QWidget) -> None:
    """Give a box or circle that the style draws an outline that is seen in light and in dark."""
    palette = QPalette()
    palette.setColor(Role.Window, RING)
    control.setPalette(palette)


def palette_of(scheme: Colours) -> QPalette:
    """The palette of a scheme, disabled controls being muted rather than faint."""
    named = {
        Role.Window: scheme.window,
        Role.Base: scheme.base,
        Role.AlternateBase: scheme.calm_tint,
        Role.Button: scheme.base,
        Role.WindowText: scheme.text,
        Role.Text: scheme.text,
        Role.ButtonText: scheme.text,
        Role.Highlight: scheme.accent,
        Role.HighlightedText: scheme.on_accent,
        Role.ToolTipBase: scheme.attention_tint,
        Role.Mid: scheme.line,
    }
    palette = QPalette(QColor(scheme.base), QColor(scheme.window))
    for role, name in named.items():
        palette.setColor(role, QColor(name))
    for tone in Tone:
        palette.setColor(tone.value, scheme.tone(tone))
    for role in (Role.WindowText, Role.Text, Role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(scheme.muted))
    return palette


def apply(application: QApplication, fonts: Path | None = None, scheme: Colours | None = None) -> None:
    """Give the application its type from the folder `fonts`, and a palette that follows the desktop's; once.

    A scheme given is kept instead, whatever the desktop says.
    """
    if application.property(_APPLIED):
        return
    application.setProperty(_APPLIED, True)
    font = QFont(application.font())
    families = _load(fonts) if fonts is not None else []
    if families:
        font.setFamilies([*families, font.family()])
    font.setPointSizeF(max(BODY_POINTS, font.pointSizeF()))
    application.setFont(font)
    if scheme is not None:
        application.setPalette(palette_of(scheme))
        return
    _follow_desktop()
    QGuiApplication.styleHints().colorSchemeChanged.connect(_follow_desktop)


def _follow_desktop() -> None:
    dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    QApplication.setPalette(palette_of(DARK if dark else LIGHT))


def _load(folder: Path) -> list[str]:
    """Loads all bundled fonts, so that the screen shows each name that can be printed; returns the usual family."""
    numbers = {file.name: QFontDatabase.addApplicationFont(str(file)) for file in sorted(folder.glob("*.tt[cf]"))}
    return QFontDatabase.applicationFontFamilies(numbers.get(USUAL_TYPE, -1))


def sized(font: QFont, size: Size, *, bold: bool = False) -> QFont:
    """A copy of a font in another size."""
    copy = QFont(font)
    copy.setPointSizeF(QApplication.font().pointSizeF() * size.value)
    if bold:
        copy.setWeight(QFont.Weight.Bold)
    return copy
