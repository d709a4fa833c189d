"""One run of the app: the window, the way in, and the pages behind it."""

import gc
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QWindow

from desktop.capture.choose import FOCUS_LOST
from desktop.capture.events import CaptureListener, CaptureSource, CaptureState, CaptureStatus
from desktop.errors import FileError
from desktop.logic.removal import Receipt
from desktop.logic.settings import SettingsFile
from desktop.logic.window_state import WindowFile
from desktop.logic.workspace import Workspace
from desktop.ui.bridge import Capture
from desktop.ui.entrance import Entrance, OpenWorkspace
from desktop.ui.health import HealthMonitor
from desktop.ui.jobs import Jobs
from desktop.ui.main_window import MainWindow
from desktop.ui.pages.profiles import ProfilesPage
from desktop.ui.routes import Routes
from desktop.ui.session import Session
from desktop.ui.theme import Theme
from desktop.ui.trace import Trace
from inference.errors import KeystrokeError

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
    window_file
        Remembers where the window was.
    trace
        Takes the state for programs that drive the window.
    open_workspace
        Opens or makes the store.
    make_source
        Makes a capture source for the window; called only once there is consent.
    """

    def __init__(  # noqa: PLR0913, PLR0917 (the parts of the app, handed over once)
        self,
        theme: Theme,
        settings: SettingsFile,
        window_file: WindowFile,
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
        self._routes: Routes | None = None
        self._is_delivering = False
        self._postman = QTimer(self)
        self._postman.setInterval(DELIVERY_MS)
        self._postman.timeout.connect(self._deliver)
        self.jobs = Jobs(self)
        self.window = MainWindow(theme, trace)
        self._window_file = window_file
        self._remembered = window_file.load()
        self._entrance = Entrance(self.window, self.jobs, open_workspace)
        self._entrance.passed.connect(self._begin)
        self._entrance.declined.connect(self.window.close)
        self.window.closed.connect(self._remember)
        self.window.closed.connect(self.close)
        self.jobs.failed.connect(self._tell_error)

    def start(self, *, store_exists: bool) -> None:
        """Show the window and the first page."""
        if self._remembered is not None:
            self.window.restore(self._remembered)
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
        page = self.window.page
        if page is not None:
            # Now, while jobs are still begun: it may want to keep what it has seen.
            page.hide()
        all_ended = self.jobs.close()
        if self._session is not None:
            self._session.capture.close()
            # A job that still runs keeps its store until the program ends.
            if all_ended:
                self._session.workspace.close()
            self._session = None

    def _remember(self) -> None:
        """Write where the window is; nothing is written before there is consent."""
        if self._session is None:
            return
        # That a window isn't remembered is no reason to keep it open.
        with suppress(FileError, OSError):
            self._window_file.save(self.window.state())

    def _begin(self, workspace: Workspace, is_first: bool) -> None:
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
        self._routes = Routes(self._session, self.window)
        self._routes.withdrawn.connect(self._end)
        self._routes.begin(is_first=is_first)
        if self._remembered is not None and not is_first:
            self.window.show_section(self._remembered.section)
            self._remembered = None
        capture.start()
        self._deliver()
        self._postman.start()
        # What is there by now stays: looked through again with each full collection of garbage,
        # which a long history brings about, it would hold up the window for a tenth of a second.
        gc.freeze()

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

    def _end(self, receipt: Receipt) -> None:
        """Leave the pages after consent was withdrawn."""
        if self._session is None or self._routes is None:
            return
        self._postman.stop()
        self._session.capture.close()
        self._routes.remove()
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
