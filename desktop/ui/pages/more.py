"""The page on which a profile gets more attempts."""

from PySide6.QtCore import Signal

from desktop.logic.more_samples import MoreSamples
from desktop.logic.profiles import DesktopProfile
from desktop.logic.prompts import PromptDeck
from desktop.logic.recorder import Outcome
from desktop.logic.refusal import Refusal
from desktop.ui.pages.page import Page, row
from desktop.ui.session import Session
from desktop.ui.widgets.basics import Tone, button, card, label, set_tone
from desktop.ui.widgets.progress_dots import ProgressDots
from desktop.ui.widgets.typing_panel import TypingPanel, refusal_text
from inference.decision import Decision
from inference.errors import KeystrokeError


class MorePage(Page):
    """Collects attempts, and adds them if the profile's owner typed them.

    Parameters
    ----------
    session
        What the page works with.

    Attributes
    ----------
    added
        Emitted with what to tell once the attempts are added.
    left
        Emitted when the user gives up.
    """

    added = Signal(str)
    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__("more")
        self._session = session
        self._profile: DesktopProfile | None = None
        self._samples: MoreSamples | None = None
        self._prompts = PromptDeck()
        self._panel = TypingPanel(session.capture, session.theme)
        self._panel.attempted.connect(self._take)
        self._panel.ready.connect(lambda: session.trace.note("ready", page="more"))
        self._dots = ProgressDots(session.theme)
        self._status = label("", name="moreStatus")
        cancel = button(self.tr("&Cancel"), "moreCancel", "plain")
        cancel.clicked.connect(self.left)
        for part in (card(self._panel), self._dots, self._status):
            self.column.addWidget(part)
        self.column.addLayout(row(cancel))

    def choose(self, profile: DesktopProfile) -> None:
        """Choose the profile before the page is shown."""
        self._profile = profile
        self.introduce(
            self.tr("More attempts for {name}").format(name=profile.label),
            self.tr(
                "The more a profile knows, and the more days it knows, the less often its owner is "
                "refused. The first attempt shows that it is you, the others are added."
            ),
        )

    def enter(self) -> None:
        """Begin anew."""
        self._status.clear()
        self._begin()
        self._panel.field.setFocus()

    def _begin(self) -> None:
        profile = self._profile
        if profile is None:
            return
        self._samples = MoreSamples(self._session.workspace.recognizer, profile)
        self._show_progress(self._samples)
        if profile.mode == "free":
            self._panel.begin_free(self._prompts.draw())
        else:
            self._panel.begin(profile.phrase)

    def _take(self, outcome: Outcome) -> None:
        samples = self._samples
        if samples is None:
            return
        refusal = outcome if isinstance(outcome, Refusal) else samples.add(outcome)
        if refusal is None:
            self._say(self.tr("Counted."), "good")
        else:
            reason = self.tr("Not counted: {reason}").format(reason=refusal_text(refusal))
            self._say(reason, "bad")
        self._show_progress(samples)
        self._session.trace.note("attempt", outcome=refusal.code if refusal else "counted")
        if samples.complete:
            self._add(samples)
        elif refusal is None and self._profile is not None and self._profile.mode == "free":
            self._panel.suggest(self._prompts.draw())

    def _add(self, samples: MoreSamples) -> None:
        profile, workspace = self._profile, self._session.workspace
        settings = self._session.settings
        if profile is None:
            return
        self._panel.hold(self.tr("Adding …"))
        self._session.jobs.run(
            self,
            lambda: workspace.add_samples(profile, samples.attempts, settings.load()),
            self._show_answer,
            self._fail,
        )

    def _show_answer(self, answer: Decision | Refusal) -> None:
        is_added = isinstance(answer, Decision) and answer.accepted
        self._session.trace.note("more", accepted=is_added)
        if is_added:
            self.added.emit(self.tr("The attempts are added to the profile."))
            return
        self._begin()
        self._say(
            self.tr(
                "That wasn't enough like the profile: nothing was added. Type as you always do."
            ),
            "bad",
        )

    def _fail(self, error: KeystrokeError) -> None:
        self._begin()
        self._say(str(error), "bad")

    def _show_progress(self, samples: MoreSamples) -> None:
        self._dots.set_progress(len(samples.attempts), samples.wanted)

    def _say(self, text: str, tone: Tone) -> None:
        self._status.setText(text)
        set_tone(self._status, tone)
