"""The consent page: plain words, nothing ticked beforehand, before the first captured key."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QLineEdit, QSizePolicy

from desktop.logic.consent import CONSENT_TEXT, CONTEXT
from desktop.ui import theme
from desktop.ui.pages.page import Page, column, row
from desktop.ui.widgets.basics import button, label
from inference.service.profile import MAX_LABEL

_HEADING_PX = 150
_NAME_PX = 320


class ConsentPage(Page):
    """Asks for consent, and who gives it.

    Attributes
    ----------
    agreed
        Emitted with the user's name once it is entered, the box is ticked, and the user goes on.
    declined
        Emitted when the user would rather leave.
    """

    agreed = Signal(str)
    declined = Signal()

    def __init__(self) -> None:
        super().__init__("consent")
        self.introduce(
            self.tr("Before you type"),
            self.tr("This program recognises people by the rhythm in which they type."),
        )
        self._name = QLineEdit()
        self._name.setObjectName("consentName")
        self._name.setMaxLength(MAX_LABEL)
        self._name.setMaximumWidth(_NAME_PX)
        self._tick = QCheckBox(self.tr("I &agree that my typing rhythm is recorded and compared"))
        self._tick.setObjectName("consentTick")
        self._tick.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._go_on = button(self.tr("C&ontinue"), "consentContinue", "primary")
        leave = button(self.tr("&Quit"), "consentQuit", "plain")
        caption = label(self.tr("Your &name, kept with your consent and the time"))
        caption.setBuddy(self._name)
        self.column.addWidget(_text())
        self.column.addWidget(column(caption, self._name, spacing=theme.XS))
        self.column.addWidget(self._tick)
        self.column.addLayout(row(self._go_on, leave))
        self._name.textChanged.connect(self._show_whether_complete)
        self._name.returnPressed.connect(self._tick.setFocus)
        self._tick.toggled.connect(self._show_whether_complete)
        self._go_on.clicked.connect(self._agree)
        leave.clicked.connect(self.declined)

    def enter(self) -> None:
        """Begin with nothing filled in."""
        self._name.clear()
        self._tick.setChecked(False)
        self._show_whether_complete()
        self._name.setFocus()
        # Qt would scroll to the field, past what there is to read.
        self.verticalScrollBar().setValue(0)

    def _show_whether_complete(self) -> None:
        is_named = bool(self._name.text().strip())
        self._go_on.setEnabled(is_named and self._tick.isChecked())

    def _agree(self) -> None:
        self._go_on.setEnabled(False)  # What follows takes its time, and once is enough.
        self.agreed.emit(self._name.text())


def _text() -> QFrame:
    """Lay out the text: what each part is about at its left."""
    made = QFrame()
    made.setProperty("role", "card")
    grid = QGridLayout(made)
    grid.setContentsMargins(theme.XL, theme.L, theme.XL, theme.L)
    grid.setHorizontalSpacing(theme.L)
    grid.setVerticalSpacing(theme.M)
    grid.setColumnMinimumWidth(0, _HEADING_PX)
    grid.setColumnStretch(1, 1)
    for place, paragraph in enumerate(CONSENT_TEXT):
        heading = label(QCoreApplication.translate(CONTEXT, paragraph.heading), "strong")
        text = label(QCoreApplication.translate(CONTEXT, paragraph.text))
        grid.addWidget(heading, place, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(text, place, 1)
    return made
