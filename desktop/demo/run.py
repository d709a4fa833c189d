"""The demo's course: enrol and verify in the real window, first locally, then by the service."""

import json
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import asdict
from math import ceil
from pathlib import Path
from typing import Any, Final

from desktop.capture.priority import raise_priority
from desktop.demo.cast import Cast, FreeText
from desktop.demo.driver import PASSPHRASE, App, Event, agree, arrive, choose_passphrase
from desktop.demo.fidelity import Fidelity, Recorder, recording
from desktop.demo.parity import Captured, local_equals_remote
from desktop.demo.report import Tally, figures
from desktop.demo.server import NEVER_LOCKED, serving
from desktop.errors import DemoError
from desktop.logic.paths import Paths
from desktop.logic.settings import MOST_ATTEMPTS, Scoring, Settings, SettingsFile
from desktop.virtual.screen import VirtualScreen
from inference.sample import Keystroke, Sample

REPORT: Final = "report.json"
OWNER: Final = "Ada"

_SETTLE_SECONDS: Final = 0.3
_CAPTURED_SECONDS: Final = 2.0
_ANSWER_SECONDS: Final = 0.5

Tell = Callable[[str], None]


def run_demo(cast: Cast, out: Path, tell: Tell) -> dict[str, Any]:
    """Run the whole demo on a virtual screen of its own.

    Parameters
    ----------
    cast
        Who types what.
    out
        Folder for ``report.json`` and the screenshots.
    tell
        Is told about the progress.

    Returns
    -------
    dict
        The report, as it was written.

    Raises
    ------
    KeystrokeError
        If anything doesn't work.
    """
    out.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    fidelity = Fidelity()
    tell(f"On a virtual screen, with {cast.source}: about {_minutes(cast)} min.")
    with ExitStack() as stack:
        homes = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="keystroke-demo-")))
        screen = stack.enter_context(VirtualScreen())
        # The server stands for the keyboard here: what else runs must not delay its keys.
        raise_priority(screen.server_id)
        recorder = stack.enter_context(recording())
        wanted = min(len(cast.enroll), MOST_ATTEMPTS)
        stage = _Stage(cast, screen, recorder, fidelity, out, tell)
        tell("First everything is scored on this computer.")
        local = stage.play(homes / "local", Settings(fmr=cast.fmr, attempts=wanted))
        endpoint = stack.enter_context(serving(homes / "service"))
        tell(f"Now the same is scored by a service (keystroke serve, at {endpoint}).")
        remote_settings = Settings("remote", endpoint, cast.fmr, wanted)
        remote = stage.play(homes / "remote", remote_settings)
        tell("Comparing both places' answers to the same captured typing ...")
        equal = local_equals_remote(stage.captured, cast.fmr, endpoint, homes)
    report = {
        **local,
        "remote": remote,
        "local_equals_remote": equal,
        "capture": fidelity.report(),
        "fmr": cast.fmr,
        "phrase_keys": len(cast.phrase),
        "typists": cast.source,
        "seconds": round(time.monotonic() - started),
    }
    report["figures"] = figures(report, people=cast.people)
    (out / REPORT).write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    return report


def _minutes(cast: Cast) -> int:
    """Say about how long everything takes, which is typed twice."""
    parts: list[Cast | FreeText] = [cast] if cast.free is None else [cast, cast.free]
    attempts = [
        sample.keystrokes for part in parts for sample in part.enroll + part.genuine + part.impostor
    ]
    typed_seconds = sum(keys[-1].release_ms - keys[0].press_ms for keys in attempts) / 1e3
    return ceil(2 * (typed_seconds + _ANSWER_SECONDS * len(attempts)) / 60)


class _Stage:
    """One virtual screen, on which the same piece is played locally and remotely.

    Attributes
    ----------
    captured
        What was captured of the play before.
    """

    def __init__(  # noqa: PLR0913, PLR0917 (everything that the play needs, once)
        self,
        cast: Cast,
        screen: VirtualScreen,
        recorder: Recorder,
        fidelity: Fidelity,
        out: Path,
        tell: Tell,
    ) -> None:
        self.captured = Captured()
        self._cast = cast
        self._screen = screen
        self._recorder = recorder
        self._fidelity = fidelity
        self._out = out
        self._tell = tell
        self._taken: set[Path] = set()

    def play(self, home: Path, settings: Settings) -> dict[str, Any]:
        """Enrol the first typist, then verify everybody; by free text too, where there is any."""
        self.captured = Captured()
        SettingsFile(Paths(home).settings).save(settings)
        with App(home, **NEVER_LOCKED) as app:
            self._enter(app)
            self._enroll(app, settings.scoring)
            tallies = self._verify(app, self._cast, settings.scoring, self.captured.probes)
            if self._cast.free is not None:
                tallies["free"] = self._write(app, self._cast.free, f"{settings.scoring}-free")
            self._show(app, "KeyP", "profiles", f"{settings.scoring}-profiles")
            self._show(app, "KeyS", "settings", f"{settings.scoring}-settings")
        return tallies

    def _enter(self, app: App) -> None:
        app.wait_for("page", name="consent")
        self._picture("consent")
        agree(app)
        app.wait_for("page", name="unlock")
        self._picture("unlock")
        choose_passphrase(app, PASSPHRASE)
        arrive(app)
        self._picture("profiles-empty")

    def _show(self, app: App, key: str, page: str, picture: str) -> None:
        app.press("AltLeft", key)
        app.wait_for("page", name=page)
        self._picture(picture)

    def _enroll(self, app: App, place: Scoring) -> None:
        app.press("AltLeft", "KeyN")
        app.wait_for("page", name="enroll")
        app.write(f"{OWNER}\n{self._cast.phrase}")
        app.press("AltLeft", "KeyK")
        app.press("AltLeft", "KeyG")
        self._picture(f"{place}-enroll-form")
        app.press("AltLeft", "KeyT")
        app.wait_for("ready", page="enroll")
        if not self._type_until_enough(app, place):
            app.press("AltLeft", "KeyF")
        app.wait_for("enrolled")
        self._picture(f"{place}-enrolled")

    def _type_until_enough(self, app: App, place: Scoring) -> bool:
        """Type what there is; tell whether as many attempts as the app wants counted."""
        for number, sample in enumerate(self._cast.enroll, start=1):
            answer = self._attempt(app, sample, self.captured.enroll)
            good, wanted = answer["good"], answer["wanted"]
            self._tell(
                f"{OWNER} enrols, attempt {number}: {answer['outcome']} ({good} of {wanted})"
            )
            if good == wanted:
                return True
            app.wait_for("ready", page="enroll")
            if good == wanted // 2:
                self._picture(f"{place}-enroll-typing")
        return False

    def _write(self, app: App, text: FreeText, picture: str) -> dict[str, Any]:
        """Make a profile of free text, then verify by it."""
        app.press("AltLeft", "KeyP")
        app.wait_for("page", name="profiles")
        app.press("AltLeft", "KeyN")
        app.wait_for("page", name="enroll")
        app.write(OWNER)
        app.press("AltLeft", "KeyF")
        app.press("AltLeft", "KeyG")
        self._picture(f"{picture}-form")
        app.press("AltLeft", "KeyT")
        app.wait_for("ready", page="enroll")
        for number, sample in enumerate(text.enroll, start=1):
            answer = self._attempt(app, sample, [])
            self._tell(
                f"{OWNER} enrols by free text, sentence {number}: {answer['outcome']} "
                f"({answer['good']} of {answer['wanted']} keys)"
            )
            app.wait_for("ready", page="enroll")
        self._picture(f"{picture}-typing")
        app.press("AltLeft", "KeyF")
        app.wait_for("enrolled")
        return self._verify(app, text, picture, [])

    def _verify(
        self, app: App, part: Cast | FreeText, picture: str, taken: list[Sample]
    ) -> dict[str, Any]:
        app.press("AltLeft", "KeyN")
        app.wait_for("ready", page="verify")
        self._picture(f"{picture}-verify")
        does = "verifies by free text" if isinstance(part, FreeText) else "verifies"
        return {
            kind: asdict(self._tally(app, attempts, f"{who} {does}", f"{picture}-{kind}", taken))
            for kind, who, attempts in (
                ("genuine", OWNER, part.genuine),
                ("impostor", "Somebody else", part.impostor),
            )
        }

    def _tally(
        self, app: App, attempts: Sequence[Sample], who: str, picture: str, taken: list[Sample]
    ) -> Tally:
        tally = Tally()
        for sample in attempts:
            answer = self._attempt(app, sample, taken)
            tally.count(answer)
            outcome = _outcome(answer)
            self._tell(f"{who}, {tally.tried} of {len(attempts)}: {outcome}")
            if answer["event"] == "verdict":
                self._picture(f"{picture}-{outcome}")
            app.wait_for("ready", page="verify")
        return tally

    def _attempt(self, app: App, sample: Sample, taken: list[Sample]) -> Event:
        """Type an attempt; note what was captured of it, if the app takes it."""
        self._recorder.take()
        injected = app.keys.type_sample(sample)
        answer = app.answer()
        captured = self._captured(len(injected.keystrokes))
        is_whole = self._fidelity.compare(injected, captured)
        if answer["event"] == "error":
            raise DemoError(f"The app couldn't score an attempt: {answer['code']}.")
        if is_whole and _outcome(answer) in {"counted", "accepted", "rejected"}:
            taken.append(Sample(sorted(captured, key=lambda keystroke: keystroke.press_ms)))
        return answer

    def _captured(self, expected: int) -> list[Keystroke]:
        captured = self._recorder.take()
        deadline = time.monotonic() + _CAPTURED_SECONDS
        while len(captured) < expected and time.monotonic() < deadline:
            time.sleep(0.01)
            captured += self._recorder.take()
        return captured

    def _picture(self, name: str) -> None:
        path = self._out / f"{name}.png"
        if path in self._taken:
            return
        self._taken.add(path)
        # A window needs a moment to paint what its trace has told already.
        time.sleep(_SETTLE_SECONDS)
        self._screen.screenshot(path)


def _outcome(answer: Event) -> str:
    if answer["event"] == "verdict":
        return "accepted" if answer["accepted"] else "rejected"
    return f"{answer.get('outcome', answer.get('code'))}"
