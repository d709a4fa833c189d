"""The history as a table.

A cell's text is made when it is looked at, so that ten thousand rows are no more work than ten.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from desktop.logic.history import Event, EventKind
from desktop.ui.event_wording import place_text, score_text, time_text, what_text
from desktop.ui.theme import Theme

_Index = QModelIndex | QPersistentModelIndex
_NO_INDEX: Final = QModelIndex()
_SCORE: Final = 3


class Row(NamedTuple):
    """An event, and the text that a search looks into."""

    event: Event
    text: str


class Choice(NamedTuple):
    """Which events to show.

    Parameters
    ----------
    profile_id
        Of one profile; of all where it is empty.
    kind
        Of one kind; of all if None.
    words
        Each must be somewhere in the row, whatever its case.
    """

    profile_id: str = ""
    kind: EventKind | None = None
    words: tuple[str, ...] = ()

    def of(self, rows: list[Row]) -> list[Row]:
        """Give the rows that it takes; of ten thousand, within a few milliseconds."""
        if self.profile_id:
            rows = [row for row in rows if row.event.profile_id == self.profile_id]
        if self.kind is not None:
            rows = [row for row in rows if row.event.kind == self.kind]
        for word in self.words:
            rows = [row for row in rows if word in row.text]
        return rows


def make_rows(events: Sequence[Event]) -> list[Row]:
    """Make the rows of events; may take a tenth of a second for ten thousand, so in a job."""
    return [Row(event, _searched(event)) for event in events]


class EventModel(QAbstractTableModel):
    """Shows events.

    Parameters
    ----------
    look
        Gives the colours.
    parent
        Who keeps it.
    """

    def __init__(self, look: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look
        self._shown: list[Row] = []
        self._columns: tuple[tuple[str, Callable[[Event], str]], ...] = (
            (self.tr("When"), time_text),
            (self.tr("What"), what_text),
            (self.tr("Profile"), _label),
            (self.tr("Score / needed"), score_text),
            (self.tr("Where"), place_text),
        )

    @property
    def shown(self) -> list[Event]:
        """The events that are shown, in their order."""
        return [row.event for row in self._shown]

    def show_rows(self, rows: list[Row]) -> None:
        """Show these events, of which some may have been chosen."""
        self.beginResetModel()
        self._shown = rows
        self.endResetModel()

    def rowCount(self, parent: _Index = _NO_INDEX) -> int:
        """Give the number of events that are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: _Index = _NO_INDEX) -> int:
        """Give the number of columns."""
        return 0 if parent.isValid() else len(self._columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Name a column."""
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return self._columns[section][0]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(section)
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give what one cell shows."""
        event = self._shown[index.row()].event
        text = self._columns[index.column()][1]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return text(event)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column())
        if role == Qt.ItemDataRole.ForegroundRole and text is what_text:
            return self._colour(event)
        return None

    def _colour(self, event: Event) -> QColor | None:
        colours = self._look.colours
        if event.accepted is None:
            return None
        return QColor(colours.accent if event.accepted else colours.danger)


def _searched(event: Event) -> str:
    return f"{what_text(event)} {event.label} {event.note}".casefold()


def _label(event: Event) -> str:
    return event.label


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column == _SCORE else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
