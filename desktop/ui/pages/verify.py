"""The verification page: type, see whether it was you, or who it was, and how clearly."""

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from desktop.logic.explaining import Explained
from desktop.logic.identification import Identification
from desktop.logic.key_names import key_names
from desktop.logic.profiles import DesktopProfile
from desktop.logic.prompts import PromptDeck
from desktop.logic.recorder import Outcome
from desktop.logic.refusal import Refusal
from desktop.logic.second_try import Tries
from desktop.logic.stand_in import StandInAnswer
from desktop.ui.pages.page import Page, column
from desktop.ui.session import Session
from desktop.ui.widgets.answer_card import AnswerCard
from desktop.ui.widgets.basics import button, card, label
from desktop.ui.widgets.empty_state import EmptyState
from desktop.ui.widgets.typing_panel import TypingPanel
from desktop.ui.widgets.why_card import WhyCard
from inference.decision import Decision, Mode
from inference.errors import KeystrokeError
from inference.explanation import Explanation, FixedExplanation
from inference.service.messages import rounded

Scored = Decision | Identification
Answer = Scored | Refusal | StandInAnswer

_SEVERAL = 2


class _Entry(NamedTuple):
    """What can be chosen: a profile, or all of a mode where there is none."""

    id: str
    text: str
    mode: Mode
    profile: DesktopProfile | None = None


class VerifyPage(Page):
    """Verifies attempts against one profile after another, or tells whose they are.

    Parameters
    ----------
    session
        What the page works with.

    Attributes
    ----------
    new_wanted
        Emitted when there is no profile yet and the user wants one.
    """

    new_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__("verify")
        self._session = session
        self._entries: list[_Entry] = []
        self._wanted = ""
        self._prompts = PromptDeck()
        self._round = 0
        self.introduce(
            self.tr("Verify"), self.tr("Type, and see whether your rhythm is the profile's.")
        )
        self._empty = self._make_empty()
        self._tries = Tries()
        self._answer = AnswerCard(session.theme)
        self._why = WhyCard(session.theme)
        self._typing = self._make_typing()
        for part in (self._empty, self._typing, self._answer, self._why):
            part.hide()
            self.column.addWidget(part)

    def choose(self, profile: DesktopProfile) -> None:
        """Choose a profile before the page is shown."""
        self._wanted = profile.id

    def enter(self) -> None:
        """Read the profiles again."""
        self._hide_answer()
        self._session.jobs.run(self, self._session.workspace.profiles.all, self._show_profiles)

    def _make_empty(self) -> QWidget:
        self._new = button(self.tr("&New profile"), "verifyNewProfile", "primary")
        self._new.clicked.connect(self.new_wanted)
        return EmptyState(
            self._session.theme,
            "shield-check",
            self.tr("There is nobody to verify yet"),
            self.tr("Make a profile first."),
            self._new,
        )

    def _make_typing(self) -> QWidget:
        self._choice = QComboBox()
        self._choice.setObjectName("verifyProfile")
        by_length = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self._choice.setSizeAdjustPolicy(by_length)
        self._choice.activated.connect(self._begin)
        caption = label(self.tr("P&rofile"))
        caption.setBuddy(self._choice)
        self._panel = TypingPanel(self._session.capture, self._session.theme)
        self._panel.attempted.connect(self._take)
        self._panel.typed.connect(self._hide_answer)
        self._panel.ready.connect(lambda: self._session.trace.note("ready", page="verify"))
        self._lead = label(
            self.tr(
                "Copy the sentence or write what you like: the more you type, the surer the answer."
            ),
            "muted",
            "verifyLead",
        )
        return column(caption, self._choice, self._lead, card(self._panel))

    def _show_profiles(self, profiles: list[DesktopProfile]) -> None:
        self._entries = [*map(self._profile_entry, profiles), *self._who_entries(profiles)]
        self._choice.clear()
        for entry in self._entries:
            self._choice.addItem(entry.text, entry.id)
        self._choice.setCurrentIndex(max(0, self._choice.findData(self._wanted)))
        self._empty.setVisible(not profiles)
        self._typing.setVisible(bool(profiles))
        if profiles:
            self._begin()
            self._panel.field.setFocus()
        else:
            self._new.setFocus()

    def _entry(self) -> _Entry:
        return self._entries[self._choice.currentIndex()]

    def _begin(self) -> None:
        self._round += 1  # An answer that is still on its way is another one's.
        entry = self._entry()
        self._wanted = entry.id
        self._tries = Tries()
        self._hide_answer()
        self._choice.setEnabled(True)
        self._lead.setVisible(entry.mode == "free")
        if entry.mode == "free":
            self._panel.begin_free(self._prompts.draw())
        else:
            self._panel.begin(entry.profile.phrase if entry.profile else None)

    def _profile_entry(self, profile: DesktopProfile) -> _Entry:
        text = profile.label
        if profile.mode == "free":
            text = self.tr("{name} (free text)").format(name=text)
        return _Entry(profile.id, text, profile.mode, profile)

    def _who_entries(self, profiles: list[DesktopProfile]) -> Iterator[_Entry]:
        """Offer to tell who it is, where there are several that it could be."""
        texts: dict[Mode, str] = {
            "fixed": self.tr("Who is it? (same phrase)"),
            "free": self.tr("Who is it? (free text)"),
        }
        for mode, text in texts.items():
            if sum(profile.mode == mode for profile in profiles) >= _SEVERAL:
                yield _Entry(f"who {mode}", text, mode)

    def _take(self, outcome: Outcome) -> None:
        if isinstance(outcome, Refusal):
            self._show_refusal(outcome)
            return
        entry, settings, workspace = self._entry(), self._session.settings, self._session.workspace
        self._panel.hold(self.tr("Scoring …"))
        self._choice.setEnabled(False)

        tries = self._tries

        def work() -> Explained | Identification | Refusal | StandInAnswer:
            wanted = settings.load()
            if entry.profile is None:
                return workspace.identify(entry.mode, outcome, wanted)
            rate = tries.rate(wanted.fmr)
            return workspace.verify_explained(entry.profile, outcome, wanted, rate)

        self._session.jobs.run(
            self,
            work,
            partial(self._show_answer, self._round),
            partial(self._show_error, self._round),
        )

    def _show_answer(self, asked: int, given: Explained | Answer) -> None:
        if asked != self._round:
            return
        answer = given.answer if isinstance(given, Explained) else given
        if isinstance(answer, Refusal):
            self._show_refusal(answer)
        elif isinstance(answer, StandInAnswer):
            self._show_scored(answer.answer, stands_in=True)
        else:
            self._show_scored(answer, stands_in=False)
        if isinstance(given, Explained) and not isinstance(answer, Refusal):
            self._explain(given.explanation)
        self._resume()

    def _explain(self, explanation: Explanation | None) -> None:
        profile = self._entry().profile
        if explanation is None or profile is None:
            self._why.show_unknown()
            return
        names: tuple[str, ...] = ()
        if isinstance(explanation, FixedExplanation):
            field = self._panel.field
            is_masked = field.echoMode() != field.EchoMode.Normal
            names = key_names(len(explanation.holds), self._panel.typed_text, masked=is_masked)
        by_copy = profile.scored == "remote"
        self._why.show_explanation(explanation, names, by_copy=by_copy)

    def _show_scored(self, answer: Scored, *, stands_in: bool) -> None:
        if isinstance(answer, Decision):
            was_second = self._tries.is_second
            self._tries.take(answer)
            answer = rounded(answer)
            profile = self._entry().profile
            self._answer.show_decision(
                answer,
                stands_in=stands_in,
                provisional=profile is not None and profile.is_provisional,
                name=profile.label if profile is not None else "",
                was_second=was_second,
                second_follows=self._tries.is_second,
            )
        else:
            self._answer.show_identification(answer, stands_in=stands_in)
        self._reveal()
        self._note(answer, stands_in=stands_in)
        if self._entry().mode == "free":
            self._panel.suggest(self._prompts.draw())

    def _resume(self) -> None:
        self._choice.setEnabled(True)
        self._panel.resume()

    def _note(self, answer: Scored, *, stands_in: bool) -> None:
        if isinstance(answer, Identification):
            self._session.trace.note("identified", known=answer.known is not None)
        else:
            self._session.trace.note(
                "verdict",
                accepted=answer.accepted,
                score=answer.score,
                threshold=answer.threshold,
                stands_in=stands_in,
            )

    def _hide_answer(self) -> None:
        self._answer.hide()
        self._why.hide()

    def _show_refusal(self, refusal: Refusal) -> None:
        self._why.hide()
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
