"""The part of the settings page that is about a remote service: its address, and who is there."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from desktop.logic.service_link import ServiceLink, is_link
from desktop.logic.settings import Settings
from desktop.ui import theme
from desktop.ui.pages.page import column, row
from desktop.ui.session import Session
from desktop.ui.widgets.basics import Tone, button, label, set_tone
from inference.errors import KeystrokeError


class ServiceCard(QWidget):
    """Takes the service's address, tests the connection, and signs in and out.

    Parameters
    ----------
    session
        What the page works with.

    Attributes
    ----------
    asked
        Emitted when something needs the settings as they are typed: the page then calls
        :meth:`test` or :meth:`sign_in`, named by the text.
    """

    asked = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._round = 0
        self.endpoint = _line("settingsEndpoint", "https://")
        self.issuer = _line("settingsIssuer", "https://")
        self.client_id = _line("settingsClientId", "")
        self.away = QCheckBox(self.tr("O&n this computer while it is away"))
        self.away.setObjectName("settingsLocalWhenAway")
        self.away.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._test = button(self.tr("Test &connection"), "settingsTest")
        self._tested = label("", name="settingsTestResult")
        self._who = label("", name="settingsWho")
        self._sign_in = button(self.tr("Sign in"), "settingsSignIn")
        self._sign_out = button(self.tr("Sign &out"), "settingsSignOut")
        self.endpoint.textChanged.connect(self._take_link)
        self.endpoint.editingFinished.connect(self._read_who)
        self._test.clicked.connect(lambda: self.asked.emit("test"))
        self._sign_in.clicked.connect(lambda: self.asked.emit("sign_in"))
        self._sign_out.clicked.connect(self._leave)
        self._lay_out()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.M)
        hint = label(
            self.tr("A link that the service's operator gave you can be pasted here."), "small"
        )
        away = label(
            self.tr(
                "While the service can't be reached, this computer scores profiles made from now "
                "on, and each answer says so. Who cuts off the network chooses who decides."
            ),
            "small",
        )
        for part in (
            _captioned(self.tr("Address of the s&ervice"), self.endpoint, hint),
            column(row(self._test), self._tested),
            _captioned(self.tr("Iss&uer, where you sign in"), self.issuer),
            _captioned(self.tr("C&lient id of this program there"), self.client_id),
            column(self._who, row(self._sign_in, self._sign_out)),
            column(self.away, away, spacing=theme.XS),
        ):
            layout.addWidget(part)

    def fill_in(self, settings: Settings) -> None:
        """Show settings, and who is signed in."""
        self.endpoint.setText(settings.endpoint)
        self.issuer.setText(settings.issuer)
        self.client_id.setText(settings.client_id)
        self.away.setChecked(settings.local_when_away)
        self._tested.hide()
        self._read_who()

    def tell(self, text: str, tone: Tone) -> None:
        """Say something below the button that tests the connection."""
        _tell(self._tested, text, tone)

    def test(self, settings: Settings) -> None:
        """Test the connection, and say what is wrong with it."""
        self.tell(self.tr("Testing …"), "")
        workspace = self._session.workspace
        self._session.jobs.run(
            self,
            lambda: workspace.test_connection(settings.endpoint),
            lambda _nothing: self._end_test(self.tr("The service answers and fits."), "good"),
            lambda error: self._end_test(str(error), "bad"),
        )

    def _end_test(self, text: str, tone: Tone) -> None:
        self.tell(text, tone)
        self._session.trace.note("connection", works=tone == "good")

    def sign_in(self, settings: Settings) -> None:
        """Have the user sign in through the browser."""
        if not settings.issuer:
            _tell(self._who, self.tr("Enter the issuer and the client id first."), "bad")
            return
        self._round += 1
        asked, workspace = self._round, self._session.workspace
        _tell(self._who, self.tr("Go on in your browser, which opens now …"), "")
        self._session.jobs.run(
            self,
            lambda: workspace.sign_in(settings.endpoint, settings.issuer, settings.client_id),
            lambda who: self._end_sign_in(asked, who, None),
            lambda error: self._end_sign_in(asked, None, error),
        )

    def _end_sign_in(self, asked: int, who: str | None, error: KeystrokeError | None) -> None:
        if asked != self._round:  # Tried again meanwhile, in another page of the browser.
            return
        self._session.trace.note("signed_in", works=error is None)
        self._show_who(who)
        if error is not None:
            _tell(self._who, str(error), "bad")

    def _leave(self) -> None:
        self._round += 1
        workspace, endpoint = self._session.workspace, self._address()
        _tell(self._who, self.tr("Signing out …"), "")
        self._session.jobs.run(
            self, lambda: workspace.sign_out(endpoint), lambda _nothing: self._show_who(None)
        )

    def _address(self) -> str:
        return self.endpoint.text().strip().rstrip("/")

    def _read_who(self) -> None:
        sign_ins, endpoint = self._session.workspace.sign_ins, self._address()
        if not endpoint:
            self._show_who(None)
            return
        self._session.jobs.run(
            self,
            lambda: sign_ins.who(endpoint),
            self._show_who,
            lambda error: _tell(self._who, str(error), "bad"),
        )

    def _show_who(self, who: str | None) -> None:
        self._sign_out.setVisible(who is not None)
        if who is None:
            _tell(self._who, self.tr("Nobody is signed in."), "")
        else:
            _tell(self._who, self.tr("Signed in as {name}.").format(name=who), "good")

    def _take_link(self, text: str) -> None:
        if not is_link(text):
            return
        try:
            link = ServiceLink.parse(text)
        except KeystrokeError as error:
            self.tell(str(error), "bad")
            return
        self.issuer.setText(link.issuer)
        self.client_id.setText(link.client_id)
        self.endpoint.setText(link.endpoint)
        self._tested.hide()


def _line(name: str, placeholder: str) -> QLineEdit:
    made = QLineEdit()
    made.setObjectName(name)
    made.setPlaceholderText(placeholder)
    return made


def _captioned(text: str, field: QLineEdit, *below: QWidget) -> QWidget:
    caption = label(text)
    caption.setBuddy(field)
    return column(caption, field, *below, spacing=theme.XS)


def _tell(target: QLabel, text: str, tone: Tone) -> None:
    target.setText(text)
    set_tone(target, tone)
    target.show()
