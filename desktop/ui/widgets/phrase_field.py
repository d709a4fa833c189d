"""The field that a phrase is typed into: it tells text that didn't come from key presses."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

_STANDARD_KEYS: Final = (
    QKeySequence.StandardKey.Paste,
    QKeySequence.StandardKey.Undo,
    QKeySequence.StandardKey.Redo,
)
_STILL_HERE: Final = {
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
}


class PhraseField(QLineEdit):
    """A line edit for attempts.

    Text may only come from key presses, one each: a paste, a drop, autofill, an input method's
    commit, undo and anything else that changes the text is told as :attr:`not_typed`. A key that
    is held down gives one character, since it is one keystroke.

    Attributes
    ----------
    entered
        Emitted with the text when Enter goes down and there is any text.
    not_typed
        Emitted when the field took text that no key press made.
    typed
        Emitted when a key press changed the text and some is there.
    emptied
        Emitted when the text is gone again.
    focused
        Emitted with whether the field has the focus, when that changes.
    """

    entered = Signal(str)
    not_typed = Signal()
    typed = Signal()
    emptied = Signal()
    focused = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._by_key = False
        self.setProperty("role", "phrase")
        self.textChanged.connect(self._check_text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a key press; see the class for what counts as one."""
        if event.key() == Qt.Key.Key_Escape:
            self._escape(event)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._enter(event)
        elif not (event.isAutoRepeat() and event.text().isprintable()):
            self._type(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that typing can begin."""
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that typing ends; the field's own context menu doesn't end it."""
        super().focusOutEvent(event)
        if event.reason() not in _STILL_HERE:
            self.focused.emit(False)

    def _escape(self, event: QKeyEvent) -> None:
        """Begin anew; with nothing to clear, leave Escape to the page."""
        if self.text():
            self.clear()
        else:
            event.ignore()

    def _enter(self, event: QKeyEvent) -> None:
        if self.text() and not event.isAutoRepeat() and not self.isReadOnly():
            self.entered.emit(self.text())

    def _type(self, event: QKeyEvent) -> None:
        self._by_key = not any(event.matches(standard) for standard in _STANDARD_KEYS)
        super().keyPressEvent(event)
        self._by_key = False

    def _check_text(self, text: str) -> None:
        if not text:
            self.emptied.emit()
        elif self._by_key:
            self.typed.emit()
        else:
            self.not_typed.emit()
