import gc

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.capture.events import KeyEvent
from desktop.errors import VirtualScreenError
from desktop.virtual.injector import KeyInjector, evenly_typed
from desktop.virtual.screen import VirtualScreen
from inference.errors import InputError
from inference.sample import Keystroke, Sample
from inference.us_layout import key_for

LETTERS = "The quick brown fox, Jumps! 0123456789"
SIGNS = "`-=[]\\;',./ ~!@#$%^&*()_+{}|:\"<>?"


@pytest.fixture
def field(qtbot: QtBot) -> QLineEdit:
    field = QLineEdit()
    qtbot.addWidget(field)
    with qtbot.waitActive(field):
        field.show()
    return field


@pytest.mark.parametrize("text", [LETTERS, SIGNS])
def test_a_text_arrives_as_it_was_typed(
    text: str, field: QLineEdit, virtual_screen: VirtualScreen, qtbot: QtBot
) -> None:
    with KeyInjector(virtual_screen.display) as keys:
        keys.type_text(text, interval_ms=12, hold_ms=8)
    qtbot.waitUntil(lambda: field.text() == text)


def test_rollover_with_shift_is_typed_as_it_was(
    field: QLineEdit, virtual_screen: VirtualScreen, qtbot: QtBot
) -> None:
    sample = Sample(
        [
            Keystroke("ShiftLeft", 0, 30),
            Keystroke("KeyA", 10, 60),
            Keystroke("KeyB", 40, 50),
            Keystroke("KeyC", 70, 70),
        ]
    )
    with KeyInjector(virtual_screen.display) as keys:
        typed = keys.type_sample(sample)
    qtbot.waitUntil(lambda: field.text() == "Abc")
    assert [keystroke.code for keystroke in typed.keystrokes] == [
        keystroke.code for keystroke in sample.keystrokes
    ]


def test_nothing_is_injected_before_its_time(virtual_screen: VirtualScreen) -> None:
    with KeyInjector(virtual_screen.display) as keys:
        typed = keys.play([KeyEvent("KeyA", True, 0.0), KeyEvent("KeyA", False, 30.0)])
    assert [(event.code, event.pressed) for event in typed] == [("KeyA", True), ("KeyA", False)]
    # The first one may have been late, the second one is never early.
    assert typed[1].time_ms >= typed[0].time_ms
    assert keys.play([]) == []


def test_keys_that_are_down_are_released_in_the_end(
    field: QLineEdit, virtual_screen: VirtualScreen, qtbot: QtBot
) -> None:
    with KeyInjector(virtual_screen.display) as keys:
        keys.press("ShiftLeft")
    with KeyInjector(virtual_screen.display) as keys:
        keys.type_text("a")
    qtbot.waitUntil(lambda: field.text() == "a")


def test_a_key_without_a_place_on_the_keyboard_is_an_error(virtual_screen: VirtualScreen) -> None:
    with KeyInjector(virtual_screen.display) as keys, pytest.raises(InputError, match="no place"):
        keys.press("Unidentified")


def test_a_character_that_no_us_keyboard_has_is_an_error_that_does_not_tell_it() -> None:
    with pytest.raises(InputError) as error:
        key_for("ü")
    assert "ü" not in str(error.value)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_screen_that_is_not_there_is_an_error() -> None:
    with pytest.raises(VirtualScreenError, match="can't be injected"):
        KeyInjector(":4711")
    # python-xlib leaves the socket open that it couldn't connect.
    gc.collect()


def test_shift_goes_down_before_the_key_that_needs_it() -> None:
    codes = [keystroke.code for keystroke in evenly_typed("aB\n").keystrokes]
    assert codes == ["KeyA", "ShiftLeft", "KeyB", "Enter"]
