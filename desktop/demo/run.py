"""The demo's course: enrol and verify in the real window, first locally, then by the service."""

import json
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from desktop.capture.priority import raise_priority
from desktop.demo.cast import Cast
from desktop.demo.driver import PASSPHRASE, App, Event, agree
from desktop.demo.fidelity import Fidelity, Recorder, recording
from desktop.demo.parity import local_equals_remote
from desktop.demo.report import Tally, figures
from desktop.demo.server import serving
from desktop.errors import DemoError
from desktop.logic.paths import Paths
from desktop.logic.settings import MOST_ATTEMPTS, Scoring, Settings, SettingsFile
from desktop.virtual.screen import VirtualScreen
from inference.sample import Sample

REPORT: Final = "report.json"
OWNER: Final = "Ada"

_SETTLE_SECONDS: Final = 0.3
_CAPTURED_SECONDS: Final = 2.0

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
    with ExitStack() as stack:
        homes = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="keystroke-demo-")))
        screen = stack.enter_context(VirtualScreen())
        # The server stands for the keyboard here: what else runs must not delay its keys.
        raise_priority(screen.server_id)
        recorder = stack.enter_context(recording())
        wanted = min(len(cast.enroll), MOST_ATTEMPTS)
        stage = _Stage(cast, screen, recorder, fidelity, out, tell)
        local = stage.play(homes / "local", Settings(fmr=cast.fmr, attempts=wanted))
        endpoint = stack.enter_context(serving(homes / "service"))
        remote_settings = Settings("remote", endpoint, cast.fmr, wanted)
        remote = stage.play(homes / "remote", remote_settings)
        tell("comparing the two services on the same features")
        equal = local_equals_remote(cast, endpoint, homes)
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


class _Stage:
    """One virtual screen, on which the same piece is played locally and remotely."""

    def __init__(  # noqa: PLR0913, PLR0917 (everything that the play needs, once)
        self,
        cast: Cast,
        screen: VirtualScreen,
        recorder: Recorder,
        fidelity: Fidelity,
        out: Path,
        tell: Tell,
    ) -> None:
        self._cast = cast
        self._screen = screen
        self._recorder = recorder
        self._fidelity = fidelity
        self._out = out
        self._tell = tell
        self._taken: set[Path] = set()

    def play(self, home: Path, settings: Settings) -> dict[str, Any]:
        """Enrol the first typist, then verify everybody."""
        SettingsFile(Paths(home).settings).save(settings)
        with self._app(home, settings.scoring) as app:
            self._enroll(app, settings.scoring)
            return self._verify(app, settings.scoring)

    @contextmanager
    def _app(self, home: Path, place: Scoring) -> Iterator[App]:
        with App(home) as app:
            app.wait_for("page", name="consent")
            if place == "local":
                self._picture("consent")
            agree(app, PASSPHRASE)
            if place == "local":
                self._picture("profiles-empty")
                app.press("AltLeft", "KeyS")
                app.wait_for("page", name="settings")
                self._picture("settings")
                app.press("AltLeft", "KeyP")
                app.wait_for("page", name="profiles")
            yield app

    def _enroll(self, app: App, place: Scoring) -> None:
        app.press("AltLeft", "KeyN")
        app.wait_for("page", name="enroll")
        app.write(f"{OWNER}\n{self._cast.phrase}")
        app.press("AltLeft", "KeyK")
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
            answer = self._attempt(app, sample)
            self._tell(f"{place}: enrolling, attempt {number}: {answer.get('outcome')}")
            if answer.get("good") == answer.get("wanted"):
                return True
            app.wait_for("ready", page="enroll")
            if number == len(self._cast.enroll) // 2:
                self._picture(f"{place}-enroll-typing")
        return False

    def _verify(self, app: App, place: Scoring) -> dict[str, Any]:
        app.press("AltLeft", "KeyW")
        app.wait_for("ready", page="verify")
        return {
            kind: asdict(self._tally(app, attempts, f"{place}-{kind}"))
            for kind, attempts in (
                ("genuine", self._cast.genuine),
                ("impostor", self._cast.impostor),
            )
        }

    def _tally(self, app: App, attempts: Iterable[Sample], kind: str) -> Tally:
        tally = Tally()
        for sample in attempts:
            answer = self._attempt(app, sample)
            tally.count(answer)
            self._tell(f"{kind}, attempt {tally.tried}: {tally.accepted} accepted so far")
            if answer["event"] == "verdict":
                verdict = "accepted" if answer["accepted"] else "rejected"
                self._picture(f"{kind}-{verdict}")
            app.wait_for("ready", page="verify")
        return tally

    def _attempt(self, app: App, sample: Sample) -> Event:
        self._recorder.take()
        injected = app.keys.type_sample(sample)
        answer = app.answer()
        self._fidelity.compare(injected, self._captured(len(injected.keystrokes)))
        if answer["event"] == "error":
            raise DemoError(f"The app couldn't score an attempt: {answer['code']}.")
        return answer

    def _captured(self, expected: int) -> list[Any]:
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
