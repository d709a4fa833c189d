"""All pages behind the way in, and which leads to which."""

from PySide6.QtCore import QObject, Signal

from desktop.logic.profiles import DesktopProfile
from desktop.ui.main_window import MainWindow
from desktop.ui.pages.capture_check import CaptureCheckPage
from desktop.ui.pages.doctor import DoctorPage
from desktop.ui.pages.enroll import EnrollPage
from desktop.ui.pages.history import HistoryPage
from desktop.ui.pages.identify import IdentifyPage
from desktop.ui.pages.more import MorePage
from desktop.ui.pages.notepad import NotepadPage
from desktop.ui.pages.privacy import PrivacyPage
from desktop.ui.pages.profiles import ProfilesPage
from desktop.ui.pages.settings import SettingsPage
from desktop.ui.pages.verify import VerifyPage
from desktop.ui.session import Session
from desktop.ui.widgets.capture_badge import CaptureBadge


class Routes(QObject):
    """Makes the pages, adds them to the window, and joins them.

    Parameters
    ----------
    session
        What the pages work with.
    window
        Shows them.

    Attributes
    ----------
    withdrawn
        Emitted with the :class:`~desktop.logic.removal.Receipt` once consent is withdrawn.
    """

    withdrawn = Signal(object)

    def __init__(self, session: Session, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._profiles, self._verify = ProfilesPage(session), VerifyPage(session)
        self._identify, self._notepad = IdentifyPage(session), NotepadPage(session)
        self._history, self._privacy = HistoryPage(session), PrivacyPage(session)
        self._doctor, self._settings = DoctorPage(session), SettingsPage(session)
        self._enroll, self._more = EnrollPage(session), MorePage(session)
        self._check = CaptureCheckPage(session)
        sections = (
            (self._profiles, self.tr("&Profiles"), "users"),
            (self._verify, self.tr("&Verify"), "shield-check"),
            (self._identify, self.tr("&Identify"), "user-search"),
            (self._notepad, self.tr("&Write"), "notebook-pen"),
            (self._history, self.tr("&History"), "history"),
            (self._privacy, self.tr("Priv&acy"), "lock-keyhole"),
            (self._doctor, self.tr("&Doctor"), "stethoscope"),
            (self._settings, self.tr("&Settings"), "settings"),
        )
        others = (self._enroll, self._more, self._check)
        for page, text, icon in sections:
            window.add_section(page, text, icon)
        for other in others:
            window.add_page(other)
        self._pages = (*(page for page, _, _ in sections), *others)
        self._join_profiles()
        self._join_others()
        badge = CaptureBadge(session.theme, session.health)
        badge.clicked.connect(lambda: window.show_page(self._doctor))
        window.show_state(badge)

    def begin(self, *, is_first: bool) -> None:
        """Show the profiles; on the first start how well keys are captured, before that."""
        self._window.show_page(self._check if is_first else self._profiles)

    def remove(self) -> None:
        """Take all pages away."""
        self._window.remove_pages(*self._pages)

    def _join_profiles(self) -> None:
        profiles = self._profiles
        profiles.new_wanted.connect(self._show_enroll)
        profiles.verify_wanted.connect(self._verify_profile)
        profiles.more_wanted.connect(self._type_more)
        profiles.history_wanted.connect(self._show_history)
        profiles.told.connect(self._window.tell)

    def _join_others(self) -> None:
        for page in (self._verify, self._identify, self._notepad):
            page.new_wanted.connect(self._show_enroll)
        for left in (self._enroll.left, self._more.left, self._check.left):
            left.connect(self._show_profiles)
        self._enroll.verify_wanted.connect(self._verify_profile)
        self._more.added.connect(self._tell_added)
        self._history.told.connect(self._window.tell)
        self._privacy.withdrawing_wanted.connect(lambda: self._window.show_page(self._settings))
        self._settings.withdrawn.connect(self.withdrawn)

    def _show_enroll(self) -> None:
        self._window.show_page(self._enroll)

    def _show_profiles(self) -> None:
        self._window.show_page(self._profiles)

    def _verify_profile(self, profile: DesktopProfile) -> None:
        self._verify.choose(profile)
        self._window.show_page(self._verify)

    def _type_more(self, profile: DesktopProfile) -> None:
        self._more.choose(profile)
        self._window.show_page(self._more)

    def _tell_added(self, text: str) -> None:
        self._show_profiles()
        self._window.tell(text, "good")

    def _show_history(self, profile: DesktopProfile) -> None:
        self._history.choose(profile)
        self._window.show_page(self._history)
