"""The consent page: plain words, nothing ticked beforehand, before the first captured key."""

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from desktop.logic.consent import CONSENT_TEXT, CONTEXT
from desktop.ui import theme
from desktop.ui.pages.page import Page, column, row
from desktop.ui.widgets.basics import button, card, label


class ConsentPage(Page):
    """Asks for consent.

    Attributes
    ----------
    agreed
        Emitted when the user has ticked the box and gone on.
    declined
        Emitted when the user would rather leave.
    """

    agreed = Signal()
    declined = Signal()

    def __init__(self) -> None:
        super().__init__("consent")
        self.title.setText(self.tr("Before you type"))
        self._tick = QCheckBox(self.tr("I &agree that my typing rhythm is recorded and compared"))
        self._tick.setObjectName("consentTick")
        self._tick.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._go_on = button(self.tr("C&ontinue"), "consentContinue", "primary")
        leave = button(self.tr("&Quit"), "consentQuit")
        lead = self.tr("This program recognises people by the rhythm in which they type.")
        self.column.addWidget(label(lead, "muted"))
        self.column.addWidget(card(*_paragraphs()))
        self.column.addWidget(self._tick)
        self.column.addLayout(row(self._go_on, leave))
        self._tick.toggled.connect(self._go_on.setEnabled)
        self._go_on.clicked.connect(self._agree)
        leave.clicked.connect(self.declined)

    def enter(self) -> None:
        """Begin with nothing ticked."""
        self._tick.setChecked(False)
        self._go_on.setEnabled(False)
        self._tick.setFocus()

    def _agree(self) -> None:
        self._go_on.setEnabled(False)  # What follows takes its time, and once is enough.
        self.agreed.emit()


def _paragraphs() -> Iterator[QWidget]:
    for paragraph in CONSENT_TEXT:
        heading = label(QCoreApplication.translate(CONTEXT, paragraph.heading), "heading")
        text = label(QCoreApplication.translate(CONTEXT, paragraph.text))
        yield column(heading, text, spacing=theme.XS)
