"""The form before an enrolment: whose profile it will be, what is typed for it, and consent."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QLineEdit,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.logic.consent import CONTEXT, PERSONAL_TEXT, given_now
from desktop.logic.enrollment import EnrollmentSession, FreeEnrollment, PhraseEnrollment
from desktop.logic.settings import Settings
from desktop.ui import theme
from desktop.ui.pages.enroll_phrase import Expect, OwnPhrase, SuggestedPhrase
from desktop.ui.pages.page import column, row
from desktop.ui.session import Session
from desktop.ui.widgets.basics import button, card, label, set_tone
from inference.errors import KeystrokeError
from inference.service.profile import MAX_LABEL


class EnrollForm(QWidget):
    """Asks for a name, for what is typed, and whether the person agrees.

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
        self._name = QLineEdit()
        self._name.setObjectName("enrollName")
        self._name.setMaxLength(MAX_LABEL)
        self._own = OwnPhrase(session.theme)
        self._suggested = SuggestedPhrase(session.theme)
        self._ways = {
            _choice(self.tr("A phrase of your &own"), "enrollFixed"): self._own,
            _choice(self.tr("A s&uggested passphrase"), "enrollSuggested"): self._suggested,
            _choice(self.tr("&Free text"), "enrollFree"): self._make_about_text(),
        }
        self._fixed, _, self._free = self._ways
        self._keep = _tick(self.tr("&Keep the phrase, encrypted"), "enrollKeepPhrase")
        self._agrees = _tick("", "enrollConsent")
        self._place = label("", "small", "enrollPlace")
        self._error = label("", name="enrollFormError")
        set_tone(self._error, "bad")
        self._lay_out()
        self._connect()

    def begin(self) -> None:
        """Begin with nothing filled in, but for the name of who is here first."""
        self._name.clear()
        self._own.clear(self._expect())
        self._suggested.draw()
        self._keep.setChecked(False)
        self._fixed.setChecked(True)
        self._show_name("")
        self._error.hide()
        self._name.setFocus()
        self._show_place()
        self._session.jobs.run(self, self._first_name, self._suggest_name)

    def _expect(self) -> Expect | None:
        try:
            settings = self._session.settings.load()
        except KeystrokeError:  # It is told where the form says where the profile stays.
            return None
        recognizer = self._session.workspace.recognizer
        return lambda size: recognizer.expect("fixed", settings.attempts, size, settings.fmr)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.M)
        caption = label(self.tr("Na&me of the person"))
        caption.setBuddy(self._name)
        why = label(self.tr("Then it is shown when you verify."), "small")
        self._about_keeping = column(self._keep, why, spacing=theme.XS)
        what = column(label(self.tr("What is typed"), "strong"), *self._ways, spacing=theme.XS)
        panes = column(*self._ways.values(), self._about_keeping)
        text = label(QCoreApplication.translate(CONTEXT, PERSONAL_TEXT), "small")
        layout.addWidget(card(column(caption, self._name, spacing=theme.XS), what, panes))
        layout.addWidget(card(column(self._agrees, text, self._place, spacing=theme.XS)))
        layout.addWidget(self._error)
        start = button(self.tr("S&tart typing"), "enrollStart", "primary")
        cancel = button(self.tr("&Cancel"), "enrollCancel", "plain")
        start.clicked.connect(self._start)
        cancel.clicked.connect(self.left)
        layout.addLayout(row(start, cancel))

    def _connect(self) -> None:
        self._name.textChanged.connect(self._show_name)
        self._name.returnPressed.connect(self._go_on)
        self._own.entered.connect(self._start)
        for choice in self._ways:
            choice.toggled.connect(self._show_way)

    def _make_about_text(self) -> QWidget:
        return label(
            self.tr(
                "You copy sentences that are shown, or write what you like: about five sentences "
                "now, and one to verify. What you write is neither kept nor sent."
            ),
            "small",
            "enrollAboutText",
        )

    def _first_name(self) -> str:
        """Give who consented to the program where nobody is enrolled yet: it is likely them."""
        workspace = self._session.workspace
        consent = workspace.consent.current()
        return "" if consent is None or workspace.profiles.all() else consent.name

    def _suggest_name(self, name: str) -> None:
        if name and not self._name.text():
            self._name.setText(name)
            self._name.selectAll()

    def _show_name(self, name: str) -> None:
        # Who is entered now hasn't been asked yet.
        self._agrees.setChecked(False)
        shown = name.strip().replace("&", "&&") or self.tr("This person")
        self._agrees.setText(self.tr("{name} a&grees to be recognised").format(name=shown))

    def _show_way(self) -> None:
        for choice, pane in self._ways.items():
            pane.setVisible(choice.isChecked())
        self._about_keeping.setVisible(not self._free.isChecked())

    def _go_on(self) -> None:
        if self._fixed.isChecked():
            self._own.field.setFocus()
        else:
            self._start()

    def _start(self) -> None:
        try:
            enrollment = self._enrollment(self._session.settings.load())
        except KeystrokeError as error:
            self._show_error(str(error))
            return
        if not self._agrees.isChecked():
            self._show_error(self.tr("Ask the person first, and tick that they agree."))
            self._agrees.setFocus()
            return
        enrollment.consent = given_now(self._name.text())
        self.filled_in.emit(enrollment)

    def _enrollment(self, settings: Settings) -> EnrollmentSession:
        recognizer, name = self._session.workspace.recognizer, self._name.text()
        if self._free.isChecked():
            return FreeEnrollment(recognizer, name)
        way = self._own if self._fixed.isChecked() else self._suggested
        return PhraseEnrollment(
            recognizer,
            name,
            way.phrase(),
            keep_phrase=self._keep.isChecked(),
            wanted=settings.attempts,
        )

    def _show_error(self, text: str) -> None:
        self._error.setText(text)
        self._error.show()

    def _show_place(self) -> None:
        self._place.clear()
        try:
            self._place.setText(self._place_text(self._session.settings.load()))
        except KeystrokeError as error:
            self._show_error(str(error))

    def _place_text(self, settings: Settings) -> str:
        if settings.scoring == "local":
            return self.tr("The profile stays on this computer.")
        return self.tr(
            "Features of the rhythm and the name go to {service}, never the text."
        ).format(service=settings.endpoint)


def _choice(text: str, name: str) -> QRadioButton:
    made = QRadioButton(text)
    made.setObjectName(name)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made


def _tick(text: str, name: str) -> QCheckBox:
    made = QCheckBox(text)
    made.setObjectName(name)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made
