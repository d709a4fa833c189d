"""The window's frame: sidebar, banner and the page in view."""

from typing import Final

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QIcon, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from desktop.logic.window_state import WindowState
from desktop.ui import theme
from desktop.ui.icon import APP_ICON
from desktop.ui.pages.page import Page
from desktop.ui.theme import Theme
from desktop.ui.trace import Trace
from desktop.ui.widgets.banner import Banner
from desktop.ui.widgets.basics import Tone
from desktop.ui.widgets.section_button import SectionButton
from desktop.ui.widgets.sidebar import Sidebar

_SIZE_PX: Final = (1040, 780)
_SMALLEST_PX: Final = (560, 480)
_NARROW_PX: Final = 860
"""In a narrower window, the sidebar shows icons alone."""


class MainWindow(QMainWindow):
    """The one window of the app.

    Parameters
    ----------
    look
        Gives the colours.
    trace
        Is told which page is shown and what the banner says.

    Attributes
    ----------
    closed
        Emitted when the user closes the window.
    """

    closed = Signal()

    def __init__(self, look: Theme, trace: Trace) -> None:
        super().__init__()
        self._trace = trace
        self.setObjectName("mainWindow")
        self.setWindowTitle(self.tr("Keystroke"))
        self.setWindowIcon(QIcon(str(APP_ICON)))
        self.resize(QSize(*_SIZE_PX).boundedTo(self.screen().availableGeometry().size()))
        self.setMinimumSize(*_SMALLEST_PX)
        self.banner = Banner(look)
        self._stack = QStackedWidget()
        self._sections: dict[str, Page] = {}
        self._section = ""
        self._sidebar = Sidebar(look)
        self._sidebar.hide()
        self._sidebar.chosen.connect(self.show_section)
        self.setCentralWidget(self._make_frame())

    @property
    def page(self) -> Page | None:
        """The page in view."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, Page) else None

    def state(self) -> WindowState:
        """Give where the window is, and the section that was in view last."""
        place = self.normalGeometry()
        return WindowState(
            place.x(),
            place.y(),
            place.width(),
            place.height(),
            maximized=self.isMaximized(),
            section=self._section,
        )

    def restore(self, state: WindowState) -> None:
        """Go where the window was, or as near as the screens that there are now allow."""
        place = QRect(state.x, state.y, state.width, state.height)
        screen = QGuiApplication.screenAt(place.center()) or self.screen()
        room = screen.availableGeometry()
        place.setSize(place.size().expandedTo(self.minimumSize()).boundedTo(room.size()))
        place.moveLeft(min(max(place.left(), room.left()), room.right() + 1 - place.width()))
        place.moveTop(min(max(place.top(), room.top()), room.bottom() + 1 - place.height()))
        self.setGeometry(place)
        if state.maximized:
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def show_section(self, name: str) -> None:
        """Show the page of a section; nothing happens where there is none of this name."""
        page = self._sections.get(name)
        if page is not None:
            self.show_page(page)

    def add_page(self, page: Page) -> None:
        """Add a page that is reached from other pages."""
        self._stack.addWidget(page)

    def add_section(self, page: Page, text: str, icon: str) -> None:
        """Add a page that the sidebar leads to.

        Parameters
        ----------
        page
            The page.
        text
            Its section's text, translated, with a mnemonic.
        icon
            Its section's icon, of the set.
        """
        self._sidebar.add_section(page.objectName(), text, icon)
        self._sidebar.show()
        self._sections[page.objectName()] = page
        self.add_page(page)

    def show_state(self, state: SectionButton) -> None:
        """Show a button at the sidebar's bottom that tells how it stands with the app."""
        self._sidebar.show_state(state)

    def remove_pages(self, *pages: Page) -> None:
        """Remove pages with their sections; the sidebar goes with the last of them."""
        for page in pages:
            self._sidebar.remove_section(page.objectName())
            self._sections.pop(page.objectName(), None)
            self._stack.removeWidget(page)
            page.deleteLater()
        self._sidebar.setVisible(not self._sidebar.is_empty)

    def show_page(self, page: Page) -> None:
        """Show a page and mark its section, if it has one."""
        self.banner.pass_by()
        if page.objectName() in self._sections:
            self._section = page.objectName()
        self._stack.setCurrentWidget(page)
        page.verticalScrollBar().setValue(0)
        self._sidebar.mark(page.objectName())
        self._trace.note("page", name=page.objectName())
        page.enter()

    def tell(self, message: str, tone: Tone = "warn", *, lasting: bool = False) -> None:
        """Say something above the page, until another one is shown or, if lasting, beyond."""
        self.banner.tell(message, tone, lasting=lasting)
        self._trace.note("message", text=message)

    def changeEvent(self, event: QEvent) -> None:
        """Tell when keys reach the window, and when they no longer do."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange:
            self._trace.note("window", active=self.isActiveWindow())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave room for the page."""
        super().resizeEvent(event)
        self._sidebar.set_narrow(narrow=event.size().width() < _NARROW_PX)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close, and let the app end what runs."""
        super().closeEvent(event)
        self.closed.emit()

    def _make_frame(self) -> QWidget:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        around_banner = QHBoxLayout()
        around_banner.setContentsMargins(theme.XL, theme.M, theme.XL, 0)
        around_banner.addWidget(self.banner, 0, Qt.AlignmentFlag.AlignTop)
        right.addLayout(around_banner)
        right.addWidget(self._stack, 1)
        frame = QWidget()
        frame.setObjectName("page")
        layout = QHBoxLayout(frame)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._sidebar)
        layout.addLayout(right, 1)
        return frame
