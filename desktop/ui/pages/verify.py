"""The verification page: type, see whether it was you, and how clearly."""

from functools import partial

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from desktop.logic.profiles import DesktopProfile
from desktop.logic.prompts import PromptDeck
from desktop.logic.recorder import Outcome
from desktop.logic.refusal import Refusal
from desktop.logic.verification import verify
from desktop.ui.pages.page import Page, column, row
from desktop.ui.session import Session
from desktop.ui.widgets.basics import Tone, button, card, label, set_tone
from desktop.ui.widgets.score_scale import ScoreScale
from desktop.ui.widgets.typing_panel import TypingPanel, refusal_text
from inference.decision import Decision
from inference.errors import KeystrokeError
from inference.service.messages import rounded

REASON_CONTEXT = "Reason"
_SHOWN_REASONS = 3


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
        self.title.setText(self.tr("Verify"))
        self._empty = self._make_empty()
        self._result = self._make_result()
        self._typing = self._make_typing()
        for part in (self._empty, self._typing, self._result):
            part.hide()
            self.column.addWidget(part)

    def choose(self, profile: DesktopProfile) -> None:
        """Choose a profile before the page is shown."""
        self._wanted = profile.id

    def enter(self) -> None:
        """Read the profiles again."""
        self._result.hide()
        self._session.jobs.run(self, self._session.workspace.profiles.all, self._show_profiles)

    def _make_empty(self) -> QWidget:
        self._new = button(self.tr("&New profile"), "verifyNewProfile", "primary")
        self._new.clicked.connect(self.new_wanted)
        heading = label(self.tr("There is nobody to verify yet"), "heading")
        return column(
            card(heading, label(self.tr("Make a profile first."), "muted")), row(self._new)
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
        self._panel.typed.connect(self._result.hide)
        self._panel.ready.connect(lambda: self._session.trace.note("ready", page="verify"))
        self._lead = label(
            self.tr(
                "Copy the sentence or write what you like: the more you type, the surer the answer."
            ),
            "muted",
            "verifyLead",
        )
        return column(caption, self._choice, self._lead, card(self._panel))

    def _make_result(self) -> QWidget:
        self._verdict = label("", "verdict", "verdict")
        self._scale = ScoreScale(self._session.theme)
        self._scale.setObjectName("scoreScale")
        self._meaning = label("", "muted", "verdictMeaning")
        self._reasons = label("", name="verdictReasons")
        return card(self._verdict, self._scale, self._reasons, self._meaning)

    def _show_profiles(self, profiles: list[DesktopProfile]) -> None:
        self._profiles = profiles
        self._choice.clear()
        for profile in profiles:
            self._choice.addItem(self._choice_text(profile), profile.id)
        self._choice.setCurrentIndex(max(0, self._choice.findData(self._wanted)))
        self._empty.setVisible(not profiles)
        self._typing.setVisible(bool(profiles))
        if profiles:
            self._begin()
            self._panel.field.setFocus()
        else:
            self._new.setFocus()

    def _profile(self) -> DesktopProfile:
        return self._profiles[self._choice.currentIndex()]

    def _begin(self) -> None:
        self._round += 1  # An answer that is still on its way is another one's.
        self._wanted = self._profile().id
        self._result.hide()
        self._choice.setEnabled(True)
        is_free = self._profile().mode == "free"
        self._lead.setVisible(is_free)
        if is_free:
            self._panel.begin_free(self._prompts.draw())
        else:
            self._panel.begin(self._profile().phrase)

    def _choice_text(self, profile: DesktopProfile) -> str:
        if profile.mode == "fixed":
            return profile.label
        return self.tr("{name} (free text)").format(name=profile.label)

    def _take(self, outcome: Outcome) -> None:
        if isinstance(outcome, Refusal):
            self._show_refusal(outcome)
            return
        profile, settings = self._profile(), self._session.settings
        workspace = self._session.workspace
        self._panel.hold(self.tr("Scoring …"))
        self._choice.setEnabled(False)

        def work() -> Decision | Refusal:
            workspace.consent.require()
            scorer = workspace.scorers.at(profile.scored, profile.endpoint)
            fmr = settings.load().fmr
            return verify(workspace.recognizer, scorer, profile, outcome, fmr)

        self._session.jobs.run(
            self,
            work,
            partial(self._show_answer, self._round),
            partial(self._show_error, self._round),
        )

    def _suggest_another(self) -> None:
        if self._profile().mode == "free":
            self._panel.suggest(self._prompts.draw())

    def _show_answer(self, asked: int, answer: Decision | Refusal) -> None:
        if asked != self._round:
            return
        if isinstance(answer, Refusal):
            self._show_refusal(answer)
        else:
            self._show_decision(answer)
            self._suggest_another()
        self._resume()

    def _resume(self) -> None:
        self._choice.setEnabled(True)
        self._panel.resume()

    def _show_decision(self, decision: Decision) -> None:
        decision = rounded(decision)
        if decision.accepted:
            self._head(self.tr("Accepted"), "good")
        else:
            self._head(self.tr("Not accepted"), "bad")
        self._scale.show_decision(decision)
        self._scale.show()
        translate = QCoreApplication.translate
        reasons = decision.reasons[:_SHOWN_REASONS]
        self._explain(" ".join(translate(REASON_CONTEXT, reason.message) for reason in reasons))
        self._meaning.setText(
            self.tr("At this threshold, about 1 in {count} other people would be accepted.").format(
                count=f"{1 / decision.fmr:,.0f}"
            )
        )
        self._meaning.show()
        self._session.trace.note(
            "verdict",
            accepted=decision.accepted,
            score=decision.score,
            threshold=decision.threshold,
        )

    def _show_refusal(self, refusal: Refusal) -> None:
        self._head(self.tr("Not scored"), "warn")
        self._explain(refusal_text(refusal))
        self._scale.hide()
        self._meaning.hide()
        self._session.trace.note("attempt", outcome=refusal.code)

    def _show_error(self, asked: int, error: KeystrokeError) -> None:
        if asked != self._round:
            return
        self._head(self.tr("Could not be scored"), "bad")
        self._explain(str(error))
        self._scale.hide()
        self._meaning.hide()
        self._session.trace.note("error", code=error.code)
        self._resume()

    def _head(self, text: str, tone: Tone) -> None:
        self._verdict.setText(text)
        set_tone(self._verdict, tone)
        self._result.show()
        QTimer.singleShot(0, lambda: self.ensureWidgetVisible(self._result))

    def _explain(self, text: str) -> None:
        self._reasons.setText(text)
        self._reasons.setVisible(bool(text))
