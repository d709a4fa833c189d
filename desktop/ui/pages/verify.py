"""The verification page: type, see whether it was you, and how clearly."""

from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from desktop.logic.explaining import Explained
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
from inference.decision import Decision
from inference.errors import KeystrokeError
from inference.explanation import Explanation, FixedExplanation
from inference.service.messages import rounded


class VerifyPage(Page):
    """Verifies attempts against one profile after another.

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
        self._profiles: list[DesktopProfile] = []
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
        self._profiles = profiles
        self._choice.clear()
        for profile in profiles:
            self._choice.addItem(self._name(profile), profile.id)
        self._choice.setCurrentIndex(max(0, self._choice.findData(self._wanted)))
        self._empty.setVisible(not profiles)
        self._typing.setVisible(bool(profiles))
        if profiles:
            self._begin()
            self._panel.field.setFocus()
        else:
            self._new.setFocus()

    @property
    def _profile(self) -> DesktopProfile:
        return self._profiles[self._choice.currentIndex()]

    def _begin(self) -> None:
        self._round += 1  # An answer that is still on its way is another one's.
        profile = self._profile
        self._wanted = profile.id
        self._tries = Tries()
        self._hide_answer()
        self._choice.setEnabled(True)
        self._lead.setVisible(profile.mode == "free")
        if profile.mode == "free":
            self._panel.begin_free(self._prompts.draw())
        else:
            self._panel.begin(profile.phrase)

    def _name(self, profile: DesktopProfile) -> str:
        if profile.mode == "free":
            return self.tr("{name} (free text)").format(name=profile.label)
        return profile.label

    def _take(self, outcome: Outcome) -> None:
        if isinstance(outcome, Refusal):
            self._show_refusal(outcome)
            return
        profile, tries = self._profile, self._tries
        settings, workspace = self._session.settings, self._session.workspace
        self._panel.hold(self.tr("Scoring …"))
        self._choice.setEnabled(False)

        def work() -> Explained:
            wanted = settings.load()
            return workspace.verify_explained(profile, outcome, wanted, tries.rate(wanted.fmr))

        self._session.jobs.run(
            self,
            work,
            partial(self._show_answer, self._round),
            partial(self._show_error, self._round),
        )

    def _show_answer(self, asked: int, given: Explained) -> None:
        if asked != self._round:
            return
        answer = given.answer
        stands_in = isinstance(answer, StandInAnswer)
        decision = answer.answer if isinstance(answer, StandInAnswer) else answer
        if isinstance(decision, Decision):
            self._show_decision(decision, stands_in=stands_in)
            self._explain(given.explanation)
        elif isinstance(decision, Refusal):
            self._show_refusal(decision)
        self._resume()

    def _explain(self, explanation: Explanation | None) -> None:
        if explanation is None:
            self._why.show_unknown()
            return
        names: tuple[str, ...] = ()
        if isinstance(explanation, FixedExplanation):
            field = self._panel.field
            is_masked = field.echoMode() != field.EchoMode.Normal
            names = key_names(len(explanation.holds), self._panel.typed_text, masked=is_masked)
        by_copy = self._profile.scored == "remote"
        self._why.show_explanation(explanation, names, by_copy=by_copy)

    def _show_decision(self, decision: Decision, *, stands_in: bool) -> None:
        was_second = self._tries.is_second
        self._tries.take(decision)
        shown = rounded(decision)
        self._answer.show_decision(
            shown,
            name=self._profile.label,
            stands_in=stands_in,
            provisional=self._profile.is_provisional,
            was_second=was_second,
            second_follows=self._tries.is_second,
        )
        self._reveal()
        self._session.trace.note(
            "verdict",
            accepted=shown.accepted,
            score=shown.score,
            threshold=shown.threshold,
            stands_in=stands_in,
        )
        if self._profile.mode == "free":
            self._panel.suggest(self._prompts.draw())

    def _resume(self) -> None:
        self._choice.setEnabled(True)
        self._panel.resume()

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
