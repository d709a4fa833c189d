"""One run of the app: the window, the way in, and the pages behind it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QWindow

from desktop.capture.choose import FOCUS_LOST
from desktop.capture.events import CaptureListener, CaptureSource, CaptureState, CaptureStatus
from desktop.logic.profiles import DesktopProfile
from desktop.logic.removal import Receipt
from desktop.logic.settings import SettingsFile
from desktop.logic.workspace import Workspace
from desktop.ui.bridge import Capture
from desktop.ui.entrance import Entrance, OpenWorkspace
from desktop.ui.health import HealthMonitor
from desktop.ui.jobs import Jobs
from desktop.ui.main_window import MainWindow
from desktop.ui.pages.doctor import DoctorPage
from desktop.ui.pages.enroll import EnrollPage
from desktop.ui.pages.identify import IdentifyPage
from desktop.ui.pages.profiles import ProfilesPage
from desktop.ui.pages.settings import SettingsPage
from desktop.ui.pages.verify import VerifyPage
from desktop.ui.session import Session
from desktop.ui.theme import Theme
from desktop.ui.trace import Trace
from desktop.ui.widgets.capture_badge import CaptureBadge
from inference.errors import KeystrokeError

if TYPE_CHECKING:
    from desktop.ui.pages.page import Page

DELIVERY_MS: Final = 60_000
"""How often it is tried again what services couldn't be told."""

MakeSource = Callable[[CaptureListener, QWindow], CaptureSource]


class Desk(QObject):
    """Ties the window, the way in and the pages together.

    Parameters
    ----------
    theme
        The look.
    settings
        The user's settings.
    trace
        Takes the state for programs that drive the window.
    open_workspace
        Opens or makes the store.
    make_source
        Makes a capture source for the window; called only once there is consent.
    """

    def __init__(
        self,
        theme: Theme,
        settings: SettingsFile,
        trace: Trace,
        open_workspace: OpenWorkspace,
        make_source: MakeSource,
    ) -> None:
        super().__init__()
        self._theme = theme
        self._settings = settings
        self._trace = trace
        self._make_source = make_source
        self._session: Session | None = None
        self._pages: tuple[Page, ...] = ()
        self._is_delivering = False
        self._postman = QTimer(self)
        self._postman.setInterval(DELIVERY_MS)
        self._postman.timeout.connect(self._deliver)
        self.jobs = Jobs(self)
        self.window = MainWindow(theme, trace)
        self._entrance = Entrance(self.window, self.jobs, open_workspace)
        self._entrance.passed.connect(self._begin)
        self._entrance.declined.connect(self.window.close)
        self.window.closed.connect(self.close)
        self.jobs.failed.connect(self._tell_error)

    def start(self, *, store_exists: bool) -> None:
        """Show the window and the first page."""
        self.window.show()
        self._entrance.begin(store_exists=store_exists)

    def take_error(self, error: BaseException) -> None:
        """Show an error that nobody took: an expected one as it is, any other as a mistake."""
        if isinstance(error, KeystrokeError):
            self._tell_error(error)
        else:
            self.window.tell(
                self.tr("Something went wrong in this program. Close it and start it again."), "bad"
            )

    def close(self) -> None:
        """End everything that runs; may be called twice."""
        self._postman.stop()
        all_ended = self.jobs.close()
        if self._session is not None:
            self._session.capture.close()
            # A job that still runs keeps its store until the program ends.
            if all_ended:
                self._session.workspace.close()
            self._session = None

    def _begin(self, workspace: Workspace) -> None:
        window = self.window.windowHandle()
        capture = Capture(lambda listener: self._make_source(listener, window), self)
        capture.status_changed.connect(self._tell_capture)
        self._session = Session(
            workspace,
            self._settings,
            self.jobs,
            capture,
            self._theme,
            self._trace,
            HealthMonitor(capture),
        )
        self._add_pages(self._session)
        capture.start()
        self._deliver()
        self._postman.start()

    def _deliver(self) -> None:
        """Try what services couldn't be told, and show what came of it."""
        if self._session is None or self._is_delivering:
            return
        self._is_delivering = True
        workspace = self._session.workspace

        def work() -> bool:
            before = workspace.deliveries.waiting()
            workspace.deliver()
            return workspace.deliveries.waiting() != before

        self.jobs.run(self, work, self._delivered, self._not_delivered)

    def _delivered(self, has_news: bool) -> None:
        self._is_delivering = False
        page = self.window.page
        # Without news it would only end a renaming.
        if has_news and isinstance(page, ProfilesPage):
            page.refresh()

    def _not_delivered(self, error: KeystrokeError) -> None:
        self._is_delivering = False
        self._tell_error(error)

    def _add_pages(self, session: Session) -> None:
        profiles, verify = ProfilesPage(session), VerifyPage(session)
        identify, doctor = IdentifyPage(session), DoctorPage(session)
        settings, enroll = SettingsPage(session), EnrollPage(session)
        show = self.window.show_page

        def verify_profile(profile: DesktopProfile) -> None:
            verify.choose(profile)
            show(verify)

        profiles.new_wanted.connect(lambda: show(enroll))
        profiles.verify_wanted.connect(verify_profile)
        profiles.told.connect(self.window.tell)
        verify.new_wanted.connect(lambda: show(enroll))
        identify.new_wanted.connect(lambda: show(enroll))
        enroll.verify_wanted.connect(verify_profile)
        enroll.left.connect(lambda: show(profiles))
        settings.withdrawn.connect(self._end)
        self.window.add_section(profiles, self.tr("&Profiles"), "users")
        self.window.add_section(verify, self.tr("&Verify"), "shield-check")
        self.window.add_section(identify, self.tr("&Identify"), "user-search")
        self.window.add_section(doctor, self.tr("&Doctor"), "stethoscope")
        self.window.add_section(settings, self.tr("&Settings"), "settings")
        self.window.add_page(enroll)
        self._pages = (profiles, verify, identify, doctor, settings, enroll)
        badge = CaptureBadge(self._theme, session.health)
        badge.clicked.connect(lambda: show(doctor))
        self.window.show_state(badge)
        show(profiles)

    def _end(self, receipt: Receipt) -> None:
        """Leave the pages after consent was withdrawn."""
        if self._session is None:
            return
        self._postman.stop()
        self._session.capture.close()
        self.window.remove_pages(*self._pages)
        self._entrance.ask_again(self._session.workspace)
        self.window.tell(self._receipt_text(receipt), "good")

    def _receipt_text(self, receipt: Receipt) -> str:
        text = self.tr("Your consent is withdrawn. Profiles deleted: {deleted}.")
        if receipt.pending:
            text += " " + self.tr(
                "Still to be deleted by the service, which could not be reached: {pending}."
            )
        if receipt.damaged:
            text += " " + self.tr(
                "Deleted here without having been readable: {damaged}. If a service has them, ask "
                "its operator to delete them."
            )
        return text.format(**receipt._asdict())

    def _tell_capture(self, status: CaptureStatus) -> None:
        self._trace.note("capture", state=status.state.value)
        # That the window lost the focus is an interruption too, and no news to anybody.
        if status.state is CaptureState.INTERRUPTED and status.message != FOCUS_LOST:
            self.window.tell(status.message)
        elif status.state is CaptureState.UNAVAILABLE:
            self.window.tell(status.message, lasting=True)

    def _tell_error(self, error: KeystrokeError) -> None:
        self.window.tell(str(error), "bad")
