import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui.widgets.phrase_field import PhraseField


class Told:
    """What a field told."""

    def __init__(self, field: PhraseField) -> None:
        self.not_typed = 0
        self.emptied = 0
        self.entered: list[str] = []
        field.not_typed.connect(self._count_not_typed)
        field.emptied.connect(self._count_emptied)
        field.entered.connect(self.entered.append)

    def _count_not_typed(self) -> None:
        self.not_typed += 1

    def _count_emptied(self) -> None:
        self.emptied += 1


@pytest.fixture
def field(qtbot: QtBot) -> PhraseField:
    made = PhraseField()
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    made.setFocus()
    return made


@pytest.fixture
def told(field: PhraseField) -> Told:
    return Told(field)


def press(field: PhraseField, key: Qt.Key, text: str, *, repeats: bool = False) -> None:
    no_modifier = Qt.KeyboardModifier.NoModifier
    event = QKeyEvent(QEvent.Type.KeyPress, key, no_modifier, text, repeats)
    QApplication.sendEvent(field, event)


def test_typed_text_is_taken_and_enter_tells_it(field: PhraseField, told: Told) -> None:
    QTest.keyClicks(field, "Quiet Rivers!")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert told.entered == ["Quiet Rivers!"]
    assert told.not_typed == 0


def test_corrections_are_typed_too(field: PhraseField, told: Told) -> None:
    QTest.keyClicks(field, "abc")
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    QTest.keyClick(field, Qt.Key.Key_Left)
    QTest.keyClick(field, Qt.Key.Key_Delete)
    assert (field.text(), told.not_typed) == ("a", 0)


def test_enter_in_an_empty_field_tells_nothing(field: PhraseField, told: Told) -> None:
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert told.entered == []


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Backspace])
def test_an_emptied_field_is_told(field: PhraseField, told: Told, key: Qt.Key) -> None:
    QTest.keyClicks(field, "a")
    QTest.keyClick(field, key)
    assert told.emptied == 1


def test_a_held_key_makes_one_character_and_one_enter(field: PhraseField, told: Told) -> None:
    press(field, Qt.Key.Key_A, "a")
    press(field, Qt.Key.Key_A, "a", repeats=True)
    press(field, Qt.Key.Key_Return, "\r")
    press(field, Qt.Key.Key_Return, "\r", repeats=True)
    assert told.entered == ["a"]


def _paste_by_keys(field: PhraseField) -> None:
    QApplication.clipboard().setText("pasted")
    QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def _paste_with_insert(field: PhraseField) -> None:
    QApplication.clipboard().setText("pasted")
    QTest.keyClick(field, Qt.Key.Key_Insert, Qt.KeyboardModifier.ShiftModifier)


def _paste_from_the_menu(field: PhraseField) -> None:
    QApplication.clipboard().setText("pasted")
    field.paste()


def _drop(field: PhraseField) -> None:
    data = QMimeData()
    data.setText("pasted")
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    field.dropEvent(event)


def _commit(field: PhraseField) -> None:
    event = QInputMethodEvent()
    event.setCommitString("pasted")
    QApplication.sendEvent(field, event)


def _fill_in(field: PhraseField) -> None:
    field.setText("pasted")


def _undo(field: PhraseField) -> None:
    QTest.keyClicks(field, "pasted")
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(field, Qt.Key.Key_Delete)
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


@pytest.mark.parametrize(
    "bring_in",
    [
        _paste_by_keys,
        _paste_with_insert,
        _paste_from_the_menu,
        _drop,
        _commit,
        _fill_in,
        _undo,
    ],
)
def test_text_that_no_key_made_is_told(field: PhraseField, told: Told, bring_in: object) -> None:
    assert callable(bring_in)
    bring_in(field)
    assert field.text() == "pasted"
    assert told.not_typed > 0


def test_a_read_only_field_tells_no_enter(field: PhraseField, told: Told) -> None:
    QTest.keyClicks(field, "abc")
    field.setReadOnly(True)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert told.entered == []


def test_the_focus_is_told_but_for_the_fields_own_menu(field: PhraseField) -> None:
    focused: list[bool] = []
    field.focused.connect(focused.append)
    field.clearFocus()
    field.setFocus()
    field.setFocus(Qt.FocusReason.PopupFocusReason)
    assert focused == [False, True]
