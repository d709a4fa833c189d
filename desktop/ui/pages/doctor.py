"""The doctor page: how well keys are captured, and what is the matter with this computer."""

from typing import Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.capture.permission import check_listening
from desktop.logic.doctor import Finding, Outcome
from desktop.logic.local_checks import CONTEXT, NAMES, examine_here, report
from desktop.ui import theme
from desktop.ui.pages.page import Page, column, row
from desktop.ui.session import Session
from desktop.ui.surroundings import CHECKS
from desktop.ui.theme import Theme
from desktop.ui.widgets.basics import button, card, label
from desktop.ui.widgets.capture_badge import capture_reason
from desktop.ui.widgets.capture_figures import CaptureFigures
from desktop.ui.widgets.glyph import Glyph

_SIGNS: Final[dict[Outcome, tuple[str, str]]] = {
    "passed": ("circle-check", "accent"),
    "failed": ("circle-alert", "danger"),
    "skipped": ("info", "muted"),
}
"""Each outcome's icon and its colour."""


class DoctorPage(Page):
    """Checks this computer each time it is shown; what was found can be copied.

    Parameters
    ----------
    session
        What the page works with.
    """

    def __init__(self, session: Session) -> None:
        super().__init__("doctor")
        self._session = session
        self._findings: list[Finding] = []
        self.introduce(
            self.tr("Doctor"),
            self.tr("Whether keys are timed well here, and all else is in order."),
        )
        self._copy = button(
            self.tr("&Copy for a bug report"), "doctorCopy", "normal", session.theme.icon("copy")
        )
        self._again = button(self.tr("Check a&gain"), "doctorAgain", "plain")
        self._copied = label("", "muted", "doctorCopied")
        self._copy.clicked.connect(self._copy_report)
        self._again.clicked.connect(self.enter)
        self._list = QVBoxLayout()
        self._list.setSpacing(theme.L)
        checks = QWidget()
        checks.setLayout(self._list)
        self._list.setContentsMargins(0, 0, 0, 0)
        self.column.addWidget(self._make_capture())
        self.column.addWidget(card(label(self.tr("This computer"), "heading"), checks))
        self.column.addLayout(row(self._copy, self._again, self._copied))
        note = self.tr("The copy holds no names, no addresses, no paths and nothing you typed.")
        self.column.addWidget(label(note, "small"))
        session.health.changed.connect(self._show_capture)

    def enter(self) -> None:
        """Check again."""
        self._copied.clear()
        self._copy.setEnabled(False)
        self._again.setFocus()
        self._show_capture()
        store = self._session.workspace.path
        self._session.jobs.run(
            self, lambda: examine_here(store, check_listening, CHECKS, _say), self._show
        )

    def _make_capture(self) -> QFrame:
        self._reason = label("", name="doctorCapture")
        self._figures = CaptureFigures()
        return card(label(self.tr("Key capture"), "heading"), self._reason, self._figures)

    def _show_capture(self) -> None:
        health = self._session.health
        reading = health.reading
        self._reason.setText(health.problem or capture_reason(reading))
        self._figures.show_reading(reading)

    def _show(self, findings: list[Finding]) -> None:
        for old in self.findChildren(CheckRow):
            self._list.removeWidget(old)
            old.deleteLater()
        for finding in findings:
            self._list.addWidget(CheckRow(self._session.theme, finding))
        self._findings = findings
        self._copy.setEnabled(True)
        self._session.trace.note(
            "examined", passed=all(finding.outcome != "failed" for finding in findings)
        )

    def _copy_report(self) -> None:
        reading = self._session.health.reading
        capture = (
            f"capture: {reading.source}, verdict {reading.verdict}, step {reading.step_ms:g} ms, "
            f"jitter {reading.jitter_ms:.2f} ms, {reading.events} events, {reading.lost} lost, "
            f"{reading.repeats} repeated, {reading.bunched:.0%} bunched"
        )
        QApplication.clipboard().setText(f"{report(self._findings)}\n{capture}\n")
        self._copied.setText(self.tr("Copied."))


class CheckRow(QWidget):
    """One check: a sign, what was checked, and what was found.

    Parameters
    ----------
    look
        Gives the colours.
    finding
        What it shows.
    """

    def __init__(self, look: Theme, finding: Finding) -> None:
        super().__init__()
        name = _say(NAMES[finding.name])
        self.setAccessibleName(f"{name}: {finding.detail}")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.M)
        sign = Glyph(look, *_SIGNS[finding.outcome])
        layout.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        texts = column(label(name), label(finding.detail, "muted"), spacing=2)
        layout.addWidget(texts, 1)


def _say(text: str) -> str:
    return QCoreApplication.translate(CONTEXT, text)
