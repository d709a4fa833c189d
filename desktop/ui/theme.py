"""The look: tokens for colour, space and type, and the style sheet made from them.

Text and its background keep the contrast of WCAG 2.2 AA (4.5 to 1), which a test holds.
"""

from dataclasses import asdict, dataclass
from pathlib import Path
from string import Template
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPalette
from PySide6.QtWidgets import QApplication

from desktop.logic.settings import Scheme
from desktop.ui.icon import make_icon

FONT_FAMILY: Final = "Inter"
FONT_PX: Final = 14

XS, S, M, L, XL, XXL = 4, 8, 12, 16, 24, 32
"""The spacing scale, in device-independent pixels."""

PAGE_WIDTH: Final = 720
"""Widest that a page's column gets: longer lines are hard to read."""


@dataclass(frozen=True)
class Colours:
    """Colours of one scheme, ``#rrggbb``."""

    window: str
    sidebar: str
    surface: str
    line: str
    control_line: str
    text: str
    muted: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    accent_line: str
    hover: str
    danger: str
    danger_soft: str
    danger_line: str
    warning: str
    warning_soft: str
    warning_line: str
    unlike: str


LIGHT: Final = Colours(
    window="#fafaf9",
    sidebar="#f2f2f0",
    surface="#ffffff",
    line="#e3e3df",
    control_line="#8a8d90",
    text="#16191d",
    muted="#5a6169",
    accent="#0b7466",
    accent_hover="#095f54",
    on_accent="#ffffff",
    accent_soft="#def0ec",
    accent_line="#b4dcd3",
    hover="#e9e9e6",
    danger="#b3261e",
    danger_soft="#fcebe9",
    danger_line="#f0c6c2",
    warning="#7a4f00",
    warning_soft="#fdf3de",
    warning_line="#ecd9ad",
    unlike="#f0a04b",
)
DARK: Final = Colours(
    window="#16181b",
    sidebar="#111214",
    surface="#1f2226",
    line="#30353a",
    control_line="#79828b",
    text="#eceef0",
    muted="#a5adb5",
    accent="#4bc4ae",
    accent_hover="#6fd3c1",
    on_accent="#05221d",
    accent_soft="#18352f",
    accent_line="#265348",
    hover="#292d32",
    danger="#f39488",
    danger_soft="#3a2321",
    danger_line="#5a3531",
    warning="#e8bb6f",
    warning_soft="#352b19",
    warning_line="#564728",
    unlike="#a2530c",
)

_ICONS: Final = Path(__file__).with_name("icons")

_STYLE_SHEET: Final = Template(
    """
QWidget { color: $text; }
QMainWindow, QWidget#page, QScrollArea, QScrollArea > QWidget > QWidget { background: $window; }
QScrollArea { border: none; }
QLabel { background: transparent; }
QToolTip { background: $surface; color: $text; border: 1px solid $line; padding: 4px 6px; }

QLabel[role="title"] { font-size: 26px; font-weight: 650; }
QLabel[role="heading"] { font-size: 16px; font-weight: 600; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="small"] { color: $muted; font-size: 12px; }
QLabel[role="phrase"] { font-size: 20px; font-weight: 500; }
QLabel[role="verdict"] { font-size: 26px; font-weight: 650; }
QLabel[role="brand"] { font-size: 15px; font-weight: 650; }
QLabel[role="pill"] {
  color: $warning; background: $warning_soft; border: 1px solid $warning_line; border-radius: 9px;
  padding: 1px 8px; font-size: 12px;
}
QLabel[tone="good"] { color: $accent; }
QLabel[tone="bad"] { color: $danger; }
QLabel[tone="warn"] { color: $warning; }

QFrame[role="card"] { background: $surface; border: 1px solid $line; border-radius: 12px; }
QFrame[role="rule"] { background: $line; border: none; max-height: 1px; }
QFrame[role="banner"] {
  background: $warning_soft; border: 1px solid $warning_line; border-radius: 10px;
}
QFrame[role="banner"] QLabel { color: $warning; }
QFrame[role="banner"][tone="bad"] { background: $danger_soft; border-color: $danger_line; }
QFrame[role="banner"][tone="bad"] QLabel { color: $danger; }
QFrame[role="banner"][tone="good"] { background: $accent_soft; border-color: $accent_line; }
QFrame[role="banner"][tone="good"] QLabel { color: $accent; }

QFrame#sidebar { background: $sidebar; border: none; border-right: 1px solid $line; }
QFrame#sidebar QPushButton {
  background: transparent; border: 2px solid transparent; border-radius: 8px;
  padding: 7px 8px; text-align: left; font-weight: 500; color: $muted;
}
QFrame#sidebar QPushButton:hover { color: $text; background: $hover; }
QFrame#sidebar QPushButton:checked { background: $accent_soft; color: $accent; font-weight: 600; }
QFrame#sidebar QPushButton:focus { border-color: $accent; }

QPushButton {
  background: $surface; border: 1px solid $control_line; border-radius: 8px; padding: 8px 15px;
  font-weight: 500;
}
QPushButton:hover { background: $hover; }
QPushButton:focus { border: 2px solid $accent; padding: 7px 14px; }
QPushButton:disabled { color: $muted; background: $window; border-color: $line; }
QPushButton[role="primary"] {
  background: $accent; border-color: $accent; color: $on_accent; font-weight: 600;
}
QPushButton[role="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[role="primary"]:focus { border-color: $text; }
QPushButton[role="primary"]:disabled { background: $line; border-color: $line; color: $muted; }
QPushButton[role="danger"] { color: $danger; }
QPushButton[role="danger"]:hover { background: $danger_soft; }
QPushButton[role="danger"]:focus { border-color: $danger; }
QPushButton[role="plain"] { background: transparent; border-color: transparent; }
QPushButton[role="plain"]:hover { background: $hover; }
QPushButton[role="plain"]:focus { border-color: $accent; }

QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QTextEdit {
  background: $surface; border: 1px solid $control_line; border-radius: 8px; padding: 8px 11px;
  selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit:hover, QComboBox:hover, QAbstractSpinBox:hover { border-color: $muted; }
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus, QPlainTextEdit:focus, QTextEdit:focus {
  border: 2px solid $accent; padding: 7px 10px;
}
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled {
  color: $muted; border-color: $line; background: $window;
}
QLineEdit[role="phrase"] { font-size: 20px; padding: 13px 15px; }
QLineEdit[role="phrase"]:focus { padding: 12px 14px; }
QComboBox::drop-down { border: none; width: 28px; }
QComboBox::down-arrow { image: url("$icons/down-$scheme.svg"); width: 16px; height: 16px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: none; width: 24px; }
QAbstractSpinBox::up-arrow { image: url("$icons/up-$scheme.svg"); width: 12px; height: 12px; }
QAbstractSpinBox::down-arrow { image: url("$icons/down-$scheme.svg"); width: 12px; height: 12px; }
QComboBox QAbstractItemView {
  background: $surface; border: 1px solid $line; selection-background-color: $accent_soft;
  selection-color: $text; outline: none;
}

QMenu { background: $surface; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 7px 24px 7px 10px; border-radius: 6px; }
QMenu::item:selected { background: $accent_soft; }
QMenu::icon { padding-left: 8px; }

QTableView {
  background: $surface; border: 1px solid $line; border-radius: 12px; outline: none;
  selection-background-color: $accent_soft; selection-color: $text;
}
QTableView:focus { border: 2px solid $accent; }
QTableView::item { padding: 0 8px; border: none; border-bottom: 1px solid $line; }
QHeaderView { background: transparent; border: none; }
QHeaderView::section {
  background: $surface; color: $muted; border: none; border-bottom: 1px solid $line;
  padding: 9px 11px; font-size: 12px; font-weight: 600;
}
QHeaderView::section:first { border-top-left-radius: 12px; }
QHeaderView::section:last { border-top-right-radius: 12px; }

QCheckBox, QRadioButton { spacing: 10px; padding: 4px 6px 4px 2px; border: 2px solid transparent;
  border-radius: 6px; }
QCheckBox:focus, QRadioButton:focus { border-color: $accent; }
QCheckBox::indicator, QRadioButton::indicator {
  width: 16px; height: 16px; border: 2px solid $control_line; background: $surface;
}
QCheckBox::indicator { border-radius: 5px; }
QRadioButton::indicator { border-radius: 10px; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent;
  image: url("$icons/tick-$scheme.svg"); }
QRadioButton::indicator:checked { border: 6px solid $accent; width: 8px; height: 8px; }

QProgressBar { background: $line; border: none; border-radius: 4px; max-height: 8px; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }

QScrollBar:vertical { background: transparent; width: 10px; margin: 2px; }
QScrollBar::handle:vertical { background: $control_line; border-radius: 3px; min-height: 32px; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {
  background: none; height: 0; width: 0;
}
"""
)


SCHEMES: Final[dict[Scheme, Qt.ColorScheme]] = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
}


class Theme(QObject):
    """The look of one application; follows the system's light or dark scheme by itself.

    Parameters
    ----------
    application
        The application to dress.
    """

    changed = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._preferred = Qt.ColorScheme.Unknown
        application.setStyle("Fusion")
        application.setFont(_font(application.font()))
        application.styleHints().colorSchemeChanged.connect(self._follow)
        self._follow()

    @property
    def colours(self) -> Colours:
        """The colours in use, for widgets that paint themselves."""
        scheme = self._preferred
        if scheme == Qt.ColorScheme.Unknown:
            scheme = self._application.styleHints().colorScheme()
        return DARK if scheme == Qt.ColorScheme.Dark else LIGHT

    def icon(self, name: str, colour: str = "text", checked: str = "accent") -> QIcon:
        """Make an icon for a button; it follows the scheme by itself.

        Parameters
        ----------
        name
            Of the icon in the set, such as ``users``.
        colour
            Name of its colour among :class:`Colours`.
        checked
            Name of its colour while its button is checked.
        """

        def of(mode: QIcon.Mode, state: QIcon.State) -> str:
            if mode == QIcon.Mode.Disabled:
                return self.colours.muted
            return str(getattr(self.colours, checked if state == QIcon.State.On else colour))

        return make_icon(name, of)

    def prefer(self, scheme: Qt.ColorScheme) -> None:
        """Show a scheme whatever the system's is; ``Unknown`` follows the system again."""
        self._preferred = scheme
        self._follow()

    def _follow(self) -> None:
        self._application.setPalette(_palette(self.colours))
        self._application.setStyleSheet(style_sheet(self.colours))
        self.changed.emit()


def style_sheet(colours: Colours) -> str:
    """Make the style sheet of one scheme."""
    scheme = "dark" if colours is DARK else "light"
    return _STYLE_SHEET.substitute(asdict(colours), icons=_ICONS.as_posix(), scheme=scheme)


def _font(system: QFont) -> QFont:
    font = QFont(system)
    if FONT_FAMILY in QFontDatabase.families():
        font.setFamily(FONT_FAMILY)
    font.setPixelSize(FONT_PX)
    return font


def _palette(colours: Colours) -> QPalette:
    roles = QPalette.ColorRole
    palette = QPalette(QColor(colours.surface), QColor(colours.window))
    for role, colour in (
        (roles.Window, colours.window),
        (roles.Base, colours.surface),
        (roles.Text, colours.text),
        (roles.WindowText, colours.text),
        (roles.ButtonText, colours.text),
        (roles.PlaceholderText, colours.muted),
        (roles.Highlight, colours.accent),
        (roles.HighlightedText, colours.on_accent),
        (roles.Accent, colours.accent),
        (roles.Link, colours.accent),
    ):
        palette.setColor(role, QColor(colour))
    return palette
