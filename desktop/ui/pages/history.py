"""The history page: what has happened, to be searched, seen and taken along."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit, QWidget

from desktop.logic.history import Event, Past, to_csv
from desktop.logic.private_file import write_private
from desktop.logic.wording import QT_TRANSLATE_NOOP
from desktop.ui.pages.page import Page, column, row
from desktop.ui.session import Session
from desktop.ui.widgets.basics import button, card, label
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.event_table import EventModel, EventTable, Line
from desktop.ui.widgets.score_history import Scored, ScoreHistory

_TABLE_PX = 360

_KINDS = {
    "enrolled": QT_TRANSLATE_NOOP("History", "Enrolled"),
    "samples_added": QT_TRANSLATE_NOOP("History", "Attempts added"),
    "verified": QT_TRANSLATE_NOOP("History", "Verified"),
    "identified": QT_TRANSLATE_NOOP("History", "Identified"),
    "watched": QT_TRANSLATE_NOOP("History", "Writing followed"),
    "learnt": QT_TRANSLATE_NOOP("History", "Learnt from an attempt"),
    "restored": QT_TRANSLATE_NOOP("History", "Brought back"),
    "renamed": QT_TRANSLATE_NOOP("History", "Renamed"),
    "kept": QT_TRANSLATE_NOOP("History", "Kept though idle"),
    "deleted": QT_TRANSLATE_NOOP("History", "Deleted"),
    "synced": QT_TRANSLATE_NOOP("History", "Delivered"),
    "exported": QT_TRANSLATE_NOOP("History", "Exported"),
    "imported": QT_TRANSLATE_NOOP("History", "Imported"),
    "signed_in": QT_TRANSLATE_NOOP("History", "Signed in"),
    "signed_out": QT_TRANSLATE_NOOP("History", "Signed out"),
    "consent_given": QT_TRANSLATE_NOOP("History", "Consent given"),
    "consent_withdrawn": QT_TRANSLATE_NOOP("History", "Consent withdrawn"),
}


class _Prepared(NamedTuple):
    """The past, ready to be shown; made in a job, since there may be thousands of lines."""

    past: Past
    lines: list[Line]


class HistoryPage(Page):
    """Shows what has happened.

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
        self._past = Past([], 0)
        self._lines: list[Line] = []
        self.introduce(
            self.tr("History"),
            self.tr(
                "What has happened in the last twelve months. Kept on this computer, encrypted."
            ),
        )
        self._export = button(
            self.tr("Save as &CSV"), "historyExport", icon=session.theme.icon("download", "text")
        )
        self._export.clicked.connect(self._choose_file)
        self.head.addWidget(self._export)
        self._empty = EmptyState(
            session.theme,
            "history",
            self.tr("Nothing has happened yet"),
            self.tr("Every enrolment, verification and change will be listed here."),
        )
        self._full = self._make_full()
        for part in (self._empty, self._full):
            part.hide()
            self.column.addWidget(part)

    def enter(self) -> None:
        """Read the history again."""
        self._export.setEnabled(False)
        history = self._session.workspace.history

        def work() -> _Prepared:
            past = history.past()
            return _Prepared(past, [_line(event) for event in past.events])

        self._session.jobs.run(self, work, self._show)

    def _make_full(self) -> QWidget:
        self._model = EventModel(
            Line(self.tr("When"), self.tr("What"), self.tr("Who"), self.tr("Outcome"))
        )
        self._table = EventTable(self._model)
        self._table.setMinimumHeight(_TABLE_PX)
        self._search = QLineEdit()
        self._search.setObjectName("historySearch")
        self._search.setPlaceholderText(self.tr("Search, such as a name or “refused”"))
        self._search.setAccessibleName(self.tr("Search the history"))
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self._model.search)
        self._whose = QComboBox()
        self._whose.setObjectName("historyProfile")
        self._whose.setAccessibleName(self.tr("Whose events are shown"))
        self._whose.activated.connect(self._select)
        self._caption = label("", "strong", "historyCaption")
        self._picture = ScoreHistory(self._session.theme)
        self._damaged = label("", "small", "historyDamaged")
        self._scores = card(self._caption, self._picture)
        controls = row(self._whose)
        controls.insertWidget(0, self._search, 1)
        return column(controls, self._scores, self._table, self._damaged)

    def _show(self, prepared: _Prepared) -> None:
        self._past, self._lines = prepared
        is_empty = not self._past.events
        self._empty.setVisible(is_empty)
        self._full.setVisible(not is_empty)
        self._export.setEnabled(not is_empty)
        self._damaged.setVisible(self._past.damaged > 0)
        self._damaged.setText(
            self.tr("Entries that can't be read: {count}.").format(count=self._past.damaged)
        )
        self._offer_profiles()
        self._select()
        if not is_empty:
            self._search.setFocus()
        self._session.trace.note("history", events=len(self._past.events))

    def _offer_profiles(self) -> None:
        chosen = self._whose.currentData()
        # The newest name of each: events are the newest first.
        names: dict[str, str] = {}
        for event in self._past.events:
            if event.profile_id:
                names.setdefault(event.profile_id, event.label)
        self._whose.clear()
        self._whose.addItem(self.tr("Everybody"), "")
        for profile_id, name in sorted(names.items(), key=lambda one: one[1].casefold()):
            self._whose.addItem(name, profile_id)
        self._whose.setCurrentIndex(max(0, self._whose.findData(chosen)))

    def _select(self) -> None:
        chosen = self._whose.currentData()
        pairs = zip(self._past.events, self._lines, strict=True)
        kept = [(event, line) for event, line in pairs if chosen in {"", event.profile_id}]
        self._model.show_lines([line for _, line in kept])
        self._show_scores([event for event, _ in kept] if chosen else [])

    def _show_scores(self, events: Sequence[Event]) -> None:
        """Draw one profile's verifications; of several people a picture would say nothing."""
        scored = [
            Scored(event.at, event.score - event.threshold)
            for event in reversed(events)
            if event.kind == "verified" and event.score is not None and event.threshold is not None
        ]
        self._scores.setVisible(bool(scored))
        if scored:
            name = self._whose.currentText()
            self._caption.setText(self.tr("How clearly it was {name}").format(name=name))
            self._picture.show_attempts(scored)

    def _choose_file(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save the history"), "keystroke-history.csv", "CSV (*.csv)"
        )
        if name:
            self.save(Path(name))

    def save(self, path: Path) -> None:
        """Write all events to a file."""
        events = self._past.events
        done = self.tr("The history is saved. The file isn't encrypted: keep it to yourself.")
        self._session.jobs.run(
            self,
            lambda: write_private(path, to_csv(events).encode()),
            lambda _nothing: self.told.emit(done, "good"),
        )


def _line(event: Event) -> Line:
    when = QLocale().toString(
        QDateTime.fromSecsSinceEpoch(int(event.at.timestamp())), QLocale.FormatType.ShortFormat
    )
    kind = QCoreApplication.translate("History", _KINDS[event.kind])
    return Line(when, kind, event.label, _outcome(event))


def _outcome(event: Event) -> str:
    parts = [_verdict(event), event.note]
    return " · ".join(part for part in parts if part)


def _verdict(event: Event) -> str:
    if event.accepted is None:
        return ""
    tr = QCoreApplication.translate
    if event.kind == "identified":
        return tr("History", "known") if event.accepted else tr("History", "nobody known")
    word = tr("History", "accepted") if event.accepted else tr("History", "refused")
    if event.score is None or event.threshold is None:
        return word
    numbers = tr("History", "score {score:.1f}, needed {threshold:.1f}")
    return f"{word}, " + numbers.format(score=event.score, threshold=event.threshold)
