"""The identification page: type, and see who of the enrolled it is like, or that it is nobody."""

from functools import partial
from typing import Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from desktop.logic.identification import Identification
from desktop.logic.profiles import DesktopProfile
from desktop.logic.prompts import PromptDeck
from desktop.logic.recorder import Outcome
from desktop.logic.refusal import Refusal
from desktop.logic.stand_in import StandInAnswer
from desktop.ui.pages.page import Page, column
from desktop.ui.session import Session
from desktop.ui.widgets.basics import button, card, label
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.identity_card import IdentityCard
from desktop.ui.widgets.typing_panel import TypingPanel
from inference.decision import Mode
from inference.errors import KeystrokeError

Answer = Identification | Refusal | StandInAnswer

_SEVERAL: Final = 2


class IdentifyPage(Page):
    """Tells whose typing an attempt is, of all who are enrolled.

    Parameters
    ----------
    session
        What the page works with.

    Attributes
    ----------
    new_wanted
        Emitted when there are too few profiles and the user wants another one.
    """

    new_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__("identify")
        self._session = session
        self._profiles: list[DesktopProfile] = []
        self._prompts = PromptDeck()
        self._round = 0
        self.introduce(
            self.tr("Identify"), self.tr("Type, and see who of the enrolled types like this.")
        )
        self._empty = self._make_empty()
        self._answer = IdentityCard(session.theme)
        self._typing = self._make_typing()
        for part in (self._empty, self._typing, self._answer):
            part.hide()
            self.column.addWidget(part)

    def enter(self) -> None:
        """Read the profiles again."""
        self._answer.hide()
        self._session.jobs.run(self, self._session.workspace.profiles.all, self._show_profiles)

    def _make_empty(self) -> QWidget:
        self._new = button(self.tr("&New profile"), "identifyNewProfile", "primary")
        self._new.clicked.connect(self.new_wanted)
        return EmptyState(
            self._session.theme,
            "user-search",
            self.tr("There are too few profiles to tell apart"),
            self.tr("Make at least two: of people who type the same phrase, or of free text."),
            self._new,
        )

    def _make_typing(self) -> QWidget:
        self._choice = QComboBox()
        self._choice.setObjectName("identifyMode")
        self._choice.activated.connect(self._begin)
        caption = label(self.tr("What you &type"))
        caption.setBuddy(self._choice)
        # Only where profiles of both kinds exist is there anything to choose.
        self._modes = column(caption, self._choice)
        self._lead = label(role="muted", name="identifyLead")
        self._panel = TypingPanel(self._session.capture, self._session.theme)
        self._panel.attempted.connect(self._take)
        self._panel.typed.connect(self._answer.hide)
        self._panel.ready.connect(lambda: self._session.trace.note("ready", page="identify"))
        return column(self._modes, self._lead, card(self._panel))

    def _show_profiles(self, profiles: list[DesktopProfile]) -> None:
        self._profiles = profiles
        is_enough = len(profiles) >= _SEVERAL
        self._empty.setVisible(not is_enough)
        self._typing.setVisible(is_enough)
        if not is_enough:
            self._new.setFocus()
            return
        self._show_modes()
        self._begin()
        self._panel.field.setFocus()

    def _show_modes(self) -> None:
        chosen: Mode | None = self._choice.currentData()
        texts: dict[Mode, str] = {"fixed": self.tr("A phrase"), "free": self.tr("Free text")}
        there = {profile.mode for profile in self._profiles}
        self._choice.clear()
        for mode, text in texts.items():
            if mode in there:
                self._choice.addItem(text, mode)
        self._choice.setCurrentIndex(max(0, self._choice.findData(chosen)))
        self._modes.setVisible(len(there) > 1)

    @property
    def _mode(self) -> Mode:
        mode: Mode = self._choice.currentData()
        return mode

    def _begin(self) -> None:
        self._round += 1  # An answer that is still on its way is another one's.
        self._answer.hide()
        self._choice.setEnabled(True)
        if self._mode == "free":
            self._lead.setText(
                self.tr(
                    "Copy the sentence or write what you like: the more you type, the surer the "
                    "answer."
                )
            )
            self._panel.begin_free(self._prompts.draw())
        else:
            self._lead.setText(
                self.tr("Only those who enrolled with the phrase that you type are compared.")
            )
            self._panel.begin(self._common_phrase())

    def _common_phrase(self) -> str | None:
        """Give the phrase where all have the same one and keep it."""
        phrases = {profile.phrase for profile in self._profiles if profile.mode == "fixed"}
        return phrases.pop() if len(phrases) == 1 else None

    def _take(self, outcome: Outcome) -> None:
        if isinstance(outcome, Refusal):
            self._show_refusal(outcome)
            return
        mode, settings, workspace = self._mode, self._session.settings, self._session.workspace
        self._panel.hold(self.tr("Comparing …"))
        self._choice.setEnabled(False)

        def work() -> Answer:
            return workspace.identify(mode, outcome, settings.load())

        self._session.jobs.run(
            self,
            work,
            partial(self._show_answer, self._round),
            partial(self._show_error, self._round),
        )

    def _show_answer(self, asked: int, answer: Answer) -> None:
        if asked != self._round:
            return
        found = answer.answer if isinstance(answer, StandInAnswer) else answer
        if isinstance(found, Identification):
            self._show_found(found, stands_in=isinstance(answer, StandInAnswer))
        elif isinstance(found, Refusal):
            self._show_refusal(found)
        self._resume()

    def _show_found(self, found: Identification, *, stands_in: bool) -> None:
        self._answer.show_identification(found, stands_in=stands_in)
        self._reveal()
        self._session.trace.note("identified", known=found.known is not None)
        if self._mode == "free":
            self._panel.suggest(self._prompts.draw())

    def _resume(self) -> None:
        self._choice.setEnabled(True)
        self._panel.resume()

    def _show_refusal(self, refusal: Refusal) -> None:
        self._answer.show_refusal(refusal)
        self._reveal()
        self._session.trace.note("attempt", outcome=refusal.code)

    def _show_error(self, asked: int, error: KeystrokeError) -> None:
        if asked != self._round:
            return
        self._answer.show_error(error)
        self._reveal()
        self._session.trace.note("error", code=error.code)
        self._resume()

    def _reveal(self) -> None:
        QTimer.singleShot(0, lambda: self.ensureWidgetVisible(self._answer))
