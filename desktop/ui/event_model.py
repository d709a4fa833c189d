"""The history as a table: shown rows are made when they are looked at, so ten thousand are no more
work than ten.
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

    def takes(self, row: Row) -> bool:
        """Tell whether it shows a row."""
        event = row.event
        return (
            self.profile_id in {"", event.profile_id}
            and self.kind in {None, event.kind}
            and all(word in row.text for word in self.words)
        )


def make_rows(events: Sequence[Event]) -> list[Row]:
    """Make the rows of events; may take a tenth of a second for ten thousand, so in a job."""
    return [
        Row(event, f"{what_text(event)} {event.label} {event.note}".casefold()) for event in events
    ]


class EventModel(QAbstractTableModel):
    """Shows those of all events that are chosen.

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
        self._all: list[Row] = []
        self._shown: list[Row] = []
        self._choice = Choice()
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
        """Show other events, chosen as those before."""
        self._all = rows
        self.choose(self._choice)

    def choose(self, choice: Choice) -> None:
        """Show a choice of all events."""
        self.beginResetModel()
        self._choice = choice
        self._shown = [row for row in self._all if choice.takes(row)]
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


def _label(event: Event) -> str:
    return event.label


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column == _SCORE else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
