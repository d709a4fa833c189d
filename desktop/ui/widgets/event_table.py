"""The table of the history."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from desktop.ui.event_model import EventModel

_ROW_PX: Final = 38
_HEIGHT_PX: Final = 400
_WIDTHS_PX: Final = (150, 0, 120, 112, 130)
"""Of each column; the one without takes the rest."""


class EventTable(QTableView):
    """Shows events, all rows of one height so that none has to be measured.

    Parameters
    ----------
    model
        What it shows.
    """

    def __init__(self, model: EventModel) -> None:
        super().__init__()
        self.setObjectName("historyTable")
        self.setAccessibleName(self.tr("Events, the newest first"))
        self.setModel(model)
        self.setMinimumHeight(_HEIGHT_PX)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(_ROW_PX)
        columns = self.horizontalHeader()
        columns.setHighlightSections(False)
        columns.setSectionsClickable(False)
        for column, width_px in enumerate(_WIDTHS_PX):
            if width_px:
                columns.resizeSection(column, width_px)
            else:
                columns.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
