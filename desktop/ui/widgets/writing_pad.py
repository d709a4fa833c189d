"""A plain editor whose keys are captured while it has the focus."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit

_BRIEFLY = {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason}
"""A menu of its own takes the focus, and gives it back."""


class WritingPad(QPlainTextEdit):
    """Tells when it has the focus.

    Attributes
    ----------
    focused
        Emitted with whether keys go into it from now on.
    """

    focused = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notepadText")
        self.setTabChangesFocus(True)
        self.setAccessibleName(self.tr("Write here"))
        self.setPlaceholderText(self.tr("Write what you like. It is neither kept nor sent."))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that keys go into it."""
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that keys go elsewhere."""
        super().focusOutEvent(event)
        if event.reason() not in _BRIEFLY:
            self.focused.emit(False)
