"""The table of what has happened: a model without a widget a row, so that any length is quick."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

Index = QModelIndex | QPersistentModelIndex

_NOWHERE: Final = QModelIndex()
_COLUMNS: Final = 4


class Line(NamedTuple):
    """One row of the table, in the user's language.

    Parameters
    ----------
    when, what, who, outcome
        As shown.
    """

    when: str
    what: str
    who: str
    outcome: str

    def has(self, words: Sequence[str]) -> bool:
        """Tell whether each of some lower-case words is somewhere in it."""
        text = " ".join(self).casefold()
        return all(word in text for word in words)


class EventModel(QAbstractTableModel):
    """Lines, those that have the words that are searched for.

    Parameters
    ----------
    headings
        Of the columns, translated.
    """

    def __init__(self, headings: Line) -> None:
        super().__init__()
        self._headings = headings
        self._lines: Sequence[Line] = ()
        self._shown: Sequence[Line] = ()
        self._words: list[str] = []

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show other lines, the first one on top."""
        self._lines = lines
        self._select()

    def search(self, text: str) -> None:
        """Show the lines alone that have all words of a text; all of them if it is empty."""
        self._words = text.casefold().split()
        self._select()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Give the number of lines that are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Give the number of columns."""
        return 0 if parent.isValid() else _COLUMNS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give a cell's text."""
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        return self._shown[index.row()][index.column()]

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Give a column's heading."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._headings[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def _select(self) -> None:
        self.beginResetModel()
        self._shown = [line for line in self._lines if line.has(self._words)]
        self.endResetModel()


class EventTable(QTableView):
    """Shows an :class:`EventModel`, a row at a time by the arrow keys.

    Parameters
    ----------
    model
        What is shown.
    """

    def __init__(self, model: EventModel) -> None:
        super().__init__()
        self.setObjectName("historyTable")
        self.setModel(model)
        self.setAccessibleName(self.tr("What has happened"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(34)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        for section, width in enumerate((140, 130, 130)):
            header.setSectionResizeMode(section, QHeaderView.ResizeMode.Interactive)
            self.setColumnWidth(section, width)
