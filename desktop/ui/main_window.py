"""The window's frame: sidebar, banner and the page in view."""

from itertools import pairwise

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.ui import theme
from desktop.ui.pages.page import Page
from desktop.ui.trace import Trace
from desktop.ui.widgets.banner import Banner
from desktop.ui.widgets.basics import Button, Tone, button, label

_SIDEBAR_PX = 200
_SIZE_PX = (940, 760)
_SMALLEST_PX = (640, 480)


class MainWindow(QMainWindow):
    """The one window of the app.

    Parameters
    ----------
    trace
        Is told which page is shown and what the banner says.

    Attributes
    ----------
    closed
        Emitted when the user closes the window.
    """

    closed = Signal()

    def __init__(self, trace: Trace) -> None:
        super().__init__()
        self._trace = trace
        self.setObjectName("mainWindow")
        self.setWindowTitle(self.tr("Keystroke"))
        self.resize(QSize(*_SIZE_PX).boundedTo(self.screen().availableGeometry().size()))
        self.setMinimumSize(*_SMALLEST_PX)
        self.banner = Banner()
        self._stack = QStackedWidget()
        self._sections = QVBoxLayout()
        self._sections.setSpacing(theme.XS)
        # Not a button group: of that, Tab would reach one button only.
        self._buttons: dict[Page, Button] = {}
        self._sidebar = self._make_sidebar()
        self.setCentralWidget(self._make_frame())

    @property
    def page(self) -> Page | None:
        """The page in view."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, Page) else None

    def add_page(self, page: Page) -> None:
        """Add a page that is reached from other pages."""
        self._stack.addWidget(page)

    def add_section(self, page: Page, text: str) -> None:
        """Add a page that the sidebar leads to, under a translated text with a mnemonic."""
        made = button(text, f"sidebar_{page.objectName()}")
        made.setCheckable(True)
        made.clicked.connect(lambda: self.show_page(page))
        self._buttons[page] = made
        self._sections.addWidget(made)
        self._sidebar.show()
        self.add_page(page)
        self._order_sections()

    def remove_pages(self, *pages: Page) -> None:
        """Remove pages with their sections; the sidebar goes with the last of them."""
        for page in pages:
            made = self._buttons.pop(page, None)
            if made is not None:
                made.deleteLater()
            self._stack.removeWidget(page)
            page.deleteLater()
        self._sidebar.setVisible(bool(self._buttons))

    def show_page(self, page: Page) -> None:
        """Show a page and mark its section, if it has one."""
        self.banner.pass_by()
        self._stack.setCurrentWidget(page)
        page.verticalScrollBar().setValue(0)
        self._mark_section(page)
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

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close, and let the app end what runs."""
        super().closeEvent(event)
        self.closed.emit()

    def _mark_section(self, page: Page) -> None:
        for section, made in self._buttons.items():
            made.setChecked(section is page)

    def _order_sections(self) -> None:
        """Have Tab go through the sidebar first, then through the page."""
        for before, after in pairwise(self._buttons.values()):
            self.setTabOrder(before, after)

    def _make_sidebar(self) -> QFrame:
        made = QFrame()
        made.setObjectName("sidebar")
        made.setFixedWidth(_SIDEBAR_PX)
        name = label(self.tr("Keystroke"), "heading")
        name.setContentsMargins(theme.M, 0, 0, theme.M)
        layout = QVBoxLayout(made)
        layout.setContentsMargins(theme.M, theme.XL, theme.M, theme.L)
        layout.addWidget(name)
        layout.addLayout(self._sections)
        layout.addStretch(1)
        made.hide()
        return made

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
