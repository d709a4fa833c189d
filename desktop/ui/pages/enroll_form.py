"""The form before an enrolment: whose profile it will be, and what is typed for it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QLabel,
    QLineEdit,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.logic.enrollment import (
    MAX_PHRASE,
    EnrollmentSession,
    FreeEnrollment,
    PhraseEnrollment,
)
from desktop.logic.settings import Settings
from desktop.ui import theme
from desktop.ui.pages.page import column, row
from desktop.ui.session import Session
from desktop.ui.widgets.basics import button, card, label, set_tone
from inference.errors import KeystrokeError
from inference.service.profile import MAX_LABEL


class EnrollForm(QWidget):
    """Asks for a name, and for a phrase where one is to be typed.

    Parameters
    ----------
    session
        What the page works with.

    Attributes
    ----------
    filled_in
        Emitted with the :class:`~desktop.logic.enrollment.EnrollmentSession` to type for.
    left
        Emitted when the user gives up.
    """

    filled_in = Signal(object)
    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._name = _line("enrollName", MAX_LABEL)
        self._phrase = _line("enrollPhrase", MAX_PHRASE)
        self._fixed = _choice(self.tr("The same phrase &each time"), "enrollFixed")
        self._free = _choice(self.tr("&Free text"), "enrollFree")
        self._about_phrase = self._make_about_phrase()
        self._about_text = self._make_about_text()
        self._place = label("", "muted", "enrollPlace")
        self._error = label("", name="enrollFormError")
        set_tone(self._error, "bad")
        start = button(self.tr("S&tart typing"), "enrollStart", "primary")
        cancel = button(self.tr("&Cancel"), "enrollCancel", "plain")
        start.clicked.connect(self._start)
        cancel.clicked.connect(self.left)
        self._name.returnPressed.connect(self._go_on)
        self._phrase.returnPressed.connect(self._start)
        self._fixed.toggled.connect(self._show_mode)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.M)
        for part in (self._make_fields(), self._place, self._error):
            layout.addWidget(part)
        layout.addLayout(row(start, cancel))

    def begin(self) -> None:
        """Begin with nothing filled in."""
        self._name.clear()
        self._phrase.clear()
        self._keep.setChecked(False)
        self._fixed.setChecked(True)
        self._error.hide()
        self._name.setFocus()
        self._show_place()

    def _make_fields(self) -> QWidget:
        return card(
            _caption(self.tr("Na&me of the person"), self._name),
            self._name,
            column(label(self.tr("What is typed")), self._fixed, self._free, spacing=theme.XS),
            self._about_phrase,
            self._about_text,
        )

    def _make_about_phrase(self) -> QWidget:
        self._keep = QCheckBox(self.tr("&Keep the phrase, encrypted"))
        self._keep.setObjectName("enrollKeepPhrase")
        hint = label(
            self.tr(
                "A short sentence that you like to type, best of 20 characters or more: with a "
                "shorter one, you are refused more often."
            ),
            "small",
        )
        why = label(self.tr("Then it is shown to you when you verify."), "small")
        return column(
            _caption(self.tr("P&hrase"), self._phrase),
            self._phrase,
            hint,
            column(self._keep, why, spacing=theme.XS),
        )

    def _make_about_text(self) -> QWidget:
        return label(
            self.tr(
                "You copy sentences that are shown, or write what you like: about five sentences "
                "now, and one to verify. What you write is neither kept nor sent."
            ),
            "small",
            "enrollAboutText",
        )

    def _show_mode(self, is_fixed: bool) -> None:
        self._about_phrase.setVisible(is_fixed)
        self._about_text.setVisible(not is_fixed)

    def _go_on(self) -> None:
        if self._fixed.isChecked():
            self._phrase.setFocus()
        else:
            self._start()

    def _start(self) -> None:
        try:
            self.filled_in.emit(self._enrollment(self._session.settings.load()))
        except KeystrokeError as error:
            self._show_error(error)

    def _enrollment(self, settings: Settings) -> EnrollmentSession:
        recognizer = self._session.workspace.recognizer
        if self._free.isChecked():
            return FreeEnrollment(recognizer, self._name.text())
        return PhraseEnrollment(
            recognizer,
            self._name.text(),
            self._phrase.text(),
            keep_phrase=self._keep.isChecked(),
            wanted=settings.attempts,
        )

    def _show_error(self, error: KeystrokeError) -> None:
        self._error.setText(str(error))
        self._error.show()

    def _show_place(self) -> None:
        self._place.clear()
        try:
            self._place.setText(self._place_text(self._session.settings.load()))
        except KeystrokeError as error:
            self._show_error(error)

    def _place_text(self, settings: Settings) -> str:
        if settings.scoring == "local":
            return self.tr("The profile stays on this computer.")
        return self.tr(
            "Features of the rhythm and the name go to {service}, never the text."
        ).format(service=settings.endpoint)


def _line(name: str, longest: int) -> QLineEdit:
    made = QLineEdit()
    made.setObjectName(name)
    made.setMaxLength(longest)
    return made


def _choice(text: str, name: str) -> QRadioButton:
    made = QRadioButton(text)
    made.setObjectName(name)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made


def _caption(text: str, field: QWidget) -> QLabel:
    made = label(text)
    made.setBuddy(field)
    return made
