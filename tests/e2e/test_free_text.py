"""Free text in the real window, by real key events, scored here and by a service."""

import re
from pathlib import Path

from desktop.demo.driver import with_passphrase
from desktop.logic.paths import Paths
from desktop.logic.settings import Settings, SettingsFile
from desktop.virtual.screen import VirtualScreen
from inference.sample import Sample
from tests.desktop.writing import STRANGER, written
from tests.doors import serving
from tests.e2e.driver import App, Event, enroll_free, enter, ready_to_verify
from tests.e2e.leaks import leaks

ENROLLED = [written(text) for text in ("we met at the old station", "nobody had told me")]
PROBE = "I will call you when it arrives"

# They may be as large as times.
_KEY_COUNTS = re.compile(rb'"(good|wanted)": \d+')


def ended_by_button(app: App, sample: Sample) -> Event:
    """Write a text and choose Done by its letter instead of pressing Enter."""
    app.keys.type_sample(Sample(sample.keystrokes[:-1]))
    app.press("AltLeft", "KeyO")
    return app.answer()


def test_free_text_is_recognised_on_this_computer(
    virtual_screen: VirtualScreen, tmp_path: Path
) -> None:
    del virtual_screen
    with App(tmp_path, **with_passphrase()) as app:
        enter(app)
        assert enroll_free(app, "Ada", ENROLLED)["scored"] == "local"
        ready_to_verify(app)
        assert ended_by_button(app, written(PROBE))["accepted"] is True
        app.wait_for("ready", page="verify")
        written_here = app.keys.type_sample(written(PROBE, STRANGER))
        assert app.answer()["accepted"] is False
        app.wait_for("ready", page="verify")
        assert app.stderr() == ""
    for path in tmp_path.rglob("*"):
        if path.is_file():
            content = _KEY_COUNTS.sub(b"", path.read_bytes())
            assert not leaks(content, PROBE, [written_here]), path.name


def test_free_text_is_recognised_by_a_service(
    virtual_screen: VirtualScreen, tmp_path: Path
) -> None:
    del virtual_screen
    home = tmp_path / "app"
    with serving(tmp_path / "service.sqlite") as endpoint:
        SettingsFile(Paths(home).settings).save(Settings("remote", endpoint))
        with App(home, **with_passphrase()) as app:
            enter(app)
            assert enroll_free(app, "Ada", ENROLLED)["scored"] == "remote"
            ready_to_verify(app)
            assert app.attempt(written(PROBE))["accepted"] is True
            app.wait_for("ready", page="verify")
            app.write("too few\n")
            assert app.answer()["outcome"] == "too_short"
            assert app.stderr() == ""
