from dataclasses import asdict, fields

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui.theme import DARK, LIGHT, Colours, Theme, style_sheet

LEAST_CONTRAST = 4.5
LEAST_CONTRAST_OF_CONTROLS = 3.0

TEXT_ON_BACKGROUND = [
    *[
        (text, ground)
        for text in ("text", "muted")
        for ground in ("window", "sidebar", "surface", "hover")
    ],
    *[
        (tone, ground)
        for tone in ("accent", "danger", "warning")
        for ground in ("window", "surface", "sidebar")
    ],
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("accent", "accent_soft"),
    ("danger", "danger_soft"),
    ("warning", "warning_soft"),
    ("muted", "line"),
    ("text", "accent_soft"),
    ("text", "warning_soft"),
    ("text", "unlike"),
]


def luminance(colour: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    is_ = QColor(colour)
    red, green, blue = linear(is_.redF()), linear(is_.greenF()), linear(is_.blueF())
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast of WCAG 2.2, 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON_BACKGROUND)
def test_text_can_be_read(colours: Colours, text: str, ground: str) -> None:
    values = asdict(colours)
    assert contrast(values[text], values[ground]) >= LEAST_CONTRAST


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_controls_and_the_focus_can_be_seen(colours: Colours) -> None:
    for ground in (colours.window, colours.surface):
        assert contrast(colours.control_line, ground) >= LEAST_CONTRAST_OF_CONTROLS
        assert contrast(colours.accent, ground) >= LEAST_CONTRAST_OF_CONTROLS


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_every_token_is_used(colours: Colours) -> None:
    sheet = style_sheet(colours)
    assert "$" not in sheet
    unused = {field.name for field in fields(colours) if asdict(colours)[field.name] not in sheet}
    assert unused == {"unlike"}  # Painted by widgets alone.


def test_a_scheme_can_be_preferred(theme: Theme, qapp: QApplication, qtbot: QtBot) -> None:
    with qtbot.waitSignal(theme.changed):
        theme.prefer(Qt.ColorScheme.Dark)
    assert theme.colours is DARK
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(DARK.window)
    theme.prefer(Qt.ColorScheme.Light)
    assert theme.colours is LIGHT
    theme.prefer(Qt.ColorScheme.Unknown)
