"""Ways through the real app by keys alone, and what can go wrong with its capture process."""

import os
import signal
from pathlib import Path

from desktop.demo.driver import App as DrivenApp
from desktop.demo.driver import Event, enter
from inference.sample import Sample

__all__ = ["App", "Event", "enroll", "enroll_free", "enter", "ready_to_verify"]


class App(DrivenApp):
    """The app as the demo drives it, open to a look behind."""

    def trace(self) -> str:
        """Give all that was traced so far."""
        return self._trace_path.read_text()

    def capture_process(self) -> int:
        """Give the number of the app's capture process."""
        threads = Path(f"/proc/{self._process.pid}/task").iterdir()
        (child,) = (child for thread in threads for child in _children(thread))
        return child

    def kill_capture(self) -> None:
        """Kill the capture process, as nothing should ever do."""
        os.kill(self.capture_process(), signal.SIGKILL)


def enroll(app: App, name: str, phrase: str, samples: list[Sample], *, keep: bool) -> Event:
    """Make a profile from the profiles page with just enough attempts."""
    app.press("AltLeft", "KeyN")
    app.wait_for("page", name="enroll")
    app.write(f"{name}\n{phrase}")
    if keep:
        app.press("AltLeft", "KeyK")
    app.press("AltLeft", "KeyG")
    app.press("AltLeft", "KeyT")
    app.wait_for("ready", page="enroll")
    for sample in samples:
        assert app.attempt(sample)["outcome"] == "counted"
        app.wait_for("ready", page="enroll")
    app.press("AltLeft", "KeyF")
    return app.wait_for("enrolled")


def enroll_free(app: App, name: str, samples: list[Sample]) -> Event:
    """Make a profile of free text from the profiles page."""
    app.press("AltLeft", "KeyN")
    app.wait_for("page", name="enroll")
    app.write(name)
    app.press("AltLeft", "KeyF")
    app.press("AltLeft", "KeyG")
    app.press("AltLeft", "KeyT")
    app.wait_for("ready", page="enroll")
    for sample in samples:
        assert app.attempt(sample)["outcome"] == "counted"
        app.wait_for("ready", page="enroll")
    app.press("AltLeft", "KeyF")
    return app.wait_for("enrolled")


def ready_to_verify(app: App) -> None:
    """Go to the verification page from wherever the app is, and wait until it takes an attempt."""
    app.press("AltLeft", "KeyP")
    app.wait_for("page", name="profiles")
    app.press("AltLeft", "KeyV")
    app.wait_for("ready", page="verify")


def _children(thread: Path) -> list[int]:
    return [int(child) for child in (thread / "children").read_text().split()]
