"""What all pages of the window have in common."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.ui import theme
from desktop.ui.widgets.basics import label


class Page(QScrollArea):
    """One page: a title and a column of widgets that scrolls where the window is small.

    What belongs beside the title, such as the page's main action, goes into :attr:`head`.

    Parameters
    ----------
    name
        Object name of the page, which the trace tells too.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        sideways = self.horizontalScrollBar()
        sideways.valueChanged.connect(lambda _value: sideways.setValue(0))
        self.title = label("", "title", f"{name}Title")
        self.subtitle = label("", "muted", f"{name}Subtitle")
        self.subtitle.hide()
        inner = QWidget()
        inner.setMaximumWidth(theme.PAGE_WIDTH)
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.L)
        self.column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.head = QHBoxLayout()
        self.head.setSpacing(theme.M)
        self.head.setContentsMargins(0, 0, 0, theme.S)
        self.head.addWidget(column(self.title, self.subtitle, spacing=theme.XS), 1)
        self.column.addLayout(self.head)
        self.setWidget(_centred(inner))

    def introduce(self, title: str, subtitle: str = "") -> None:
        """Head the page with a title and one line on what it is for."""
        self.title.setText(title)
        self.subtitle.setText(subtitle)
        self.subtitle.setVisible(bool(subtitle))

    def enter(self) -> None:
        """Get ready to be shown: read again what may have changed, and set the focus."""


def row(*widgets: QWidget) -> QHBoxLayout:
    """Lay widgets beside each other, from the left."""
    made = QHBoxLayout()
    made.setSpacing(theme.M)
    for widget in widgets:
        made.addWidget(widget)
    made.addStretch(1)
    return made


def column(*parts: QWidget | QHBoxLayout, spacing: int = theme.M) -> QWidget:
    """Lay widgets and rows below each other, without a frame."""
    made = QWidget()
    layout = QVBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for part in parts:
        if isinstance(part, QWidget):
            layout.addWidget(part)
        else:
            layout.addLayout(part)
    return made


class _Sheet(QWidget):
    """Lies in the scroll area: as high as its contents are at their width."""

    def minimumSizeHint(self) -> QSize:
        """Ask for no height beyond that; Qt's guess for texts that wrap is a narrow column's."""
        return QSize(super().minimumSizeHint().width(), 0)


def _centred(inner: QWidget) -> QWidget:
    made = _Sheet()
    layout = QHBoxLayout(made)
    layout.setContentsMargins(theme.XXL, theme.XXL, theme.XXL, theme.XXL)
    layout.addStretch(1)
    layout.addWidget(inner, 100)
    layout.addStretch(1)
    return made
