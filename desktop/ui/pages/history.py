"""The history page: what happened, how the scores change, and the way back to earlier versions."""

from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.logic.drift import Drift, drift
from desktop.logic.history import Past, to_csv
from desktop.logic.private_file import write_private
from desktop.logic.profiles import DesktopProfile
from desktop.ui.event_model import Choice, EventModel, Row, make_rows
from desktop.ui.pages.drift_card import DriftCard
from desktop.ui.pages.history_filter import HistoryFilter
from desktop.ui.pages.page import Page
from desktop.ui.pages.versions_card import VersionsCard
from desktop.ui.session import Session
from desktop.ui.widgets.basics import button, label, set_tone
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.event_table import EventTable
from inference.service.versions import Version


class _Found(NamedTuple):
    past: Past
    rows: list[Row]
    profiles: list[DesktopProfile]


class _About(NamedTuple):
    """What is known of the profile in view."""

    profile: DesktopProfile
    drift: Drift
    versions: tuple[Version, ...]


class HistoryPage(Page):
    """Lists the events; of one profile it shows the scores and the versions too.

    Parameters
    ----------
    session
        What the page works with.

    Attributes
    ----------
    told
        Emitted with a message and its tone, for the banner.
    """

    told = Signal(str, str)

    def __init__(self, session: Session) -> None:
        super().__init__("history")
        self._session = session
        self._found = _Found(Past([], 0), [], [])
        self._about: DesktopProfile | None = None
        self.introduce(
            self.tr("History"),
            self.tr("What happened in the last twelve months. It never holds what was typed."),
        )
        self._export = button(
            self.tr("Save as &CSV"),
            "historyExport",
            "normal",
            session.theme.icon("download"),
        )
        self._export.clicked.connect(self._ask_where)
        self.head.addWidget(self._export, 0, Qt.AlignmentFlag.AlignTop)
        self._empty = EmptyState(
            session.theme,
            "history",
            self.tr("Nothing has happened yet"),
            self.tr("Make a profile and verify with it: each step is then listed here."),
        )
        self._empty.setObjectName("historyEmpty")
        self._filter = HistoryFilter()
        self._filter.changed.connect(self._choose)
        self._model = EventModel(session.theme, self)
        self._table = EventTable(self._model)
        self._count = label("", "small", "historyCount")
        self._damaged = label("", name="historyDamaged")
        set_tone(self._damaged, "bad")
        self._drift = DriftCard(session.theme)
        self._versions = VersionsCard()
        self._versions.chosen.connect(self._roll_back)
        for part in (
            self._empty, self._filter, self._drift, self._versions, self._table, self._count,
            self._damaged,
        ):  # fmt: skip
            self.column.addWidget(part)
        self._drift.hide()
        self._versions.hide()

    def choose(self, profile: DesktopProfile) -> None:
        """Show what is about one profile."""
        self._filter.choose(profile)

    def enter(self) -> None:
        """Read the history again."""
        self._filter.focus()
        self._read()

    def _read(self) -> None:
        workspace = self._session.workspace

        def work() -> _Found:
            past = workspace.history.past()
            return _Found(past, make_rows(past.events), workspace.profiles.all())

        self._session.jobs.run(self, work, self._show)

    def _show(self, found: _Found) -> None:
        self._found = found
        self._filter.show_profiles(found.profiles)
        has_events = bool(found.rows)
        self._empty.setVisible(not has_events)
        for part in (self._filter, self._table, self._count, self._export):
            part.setVisible(has_events)
        self._damaged.setVisible(found.past.damaged > 0)
        self._damaged.setText(
            self.tr("{count} more can't be read: the store was damaged or tampered with.").format(
                count=found.past.damaged
            )
        )
        self._choose(self._filter.choice)
        self._session.trace.note("history", events=len(found.rows))

    def _choose(self, choice: Choice) -> None:
        self._model.show_rows(choice.of(self._found.rows))
        shown, all_of_them = self._model.rowCount(), len(self._found.rows)
        self._export.setEnabled(shown > 0)
        if shown:
            text = self.tr("{shown} of {all} events")
        else:
            text = self.tr("None of {all} events is like that: search for less.")
        self._count.setText(text.format(shown=shown, all=all_of_them))
        self._show_about(choice.profile_id)

    def _show_about(self, profile_id: str) -> None:
        chosen = [profile for profile in self._found.profiles if profile.id == profile_id]
        if not chosen and len(self._found.profiles) == 1:
            chosen = self._found.profiles  # There is but one to ask about.
        if not chosen:
            self._drift.hide()
            self._versions.hide()
            return
        (profile,) = chosen
        workspace, events = self._session.workspace, self._found.past.events

        def work() -> _About:
            return _About(profile, drift(events, profile.id), workspace.versions(profile))

        self._session.jobs.run(self, work, self._tell_about)

    def _tell_about(self, about: _About) -> None:
        self._drift.show_drift(about.profile, about.drift)
        self._drift.show()
        self._about = about.profile
        self._versions.show_versions(about.versions)
        # What is made anew would otherwise come after all else.
        for before, after in pairwise((self._filter.last_stop, *self._versions.stops, self._table)):
            QWidget.setTabOrder(before, after)
        self._session.trace.note("versions", count=len(about.versions))

    def _roll_back(self, number: int) -> None:
        workspace, profile = self._session.workspace, self._about
        if profile is not None:
            self._session.jobs.run(
                self, lambda: workspace.roll_back(profile, number), lambda _nothing: self._read()
            )

    def _ask_where(self) -> None:
        dialog = QFileDialog(self, self.tr("Save the history"), "", "CSV (*.csv)")
        dialog.setObjectName("historyFile")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.selectFile("keystroke-history.csv")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.save(Path(name)))
        dialog.open()
        self._session.trace.note("choosing")

    def save(self, path: Path) -> None:
        """Write the events that are shown to a file."""
        events = self._model.shown

        def work() -> None:
            # Spreadsheets take a file for UTF-8 by this mark alone.
            write_private(path, to_csv(events).encode("utf-8-sig"))

        self._session.jobs.run(self, work, lambda _nothing: self._saved(len(events)))

    def _saved(self, count: int) -> None:
        done = self.tr("The history is saved. The file isn't encrypted: keep it to yourself.")
        self.told.emit(done, "good")
        self._session.trace.note("saved", events=count)
