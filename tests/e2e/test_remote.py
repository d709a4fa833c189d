"""The same through a service, and without it."""

from pathlib import Path

from desktop.demo.driver import with_passphrase
from desktop.virtual.screen import VirtualScreen
from tests.doors import serving
from tests.e2e.driver import App, enroll, enter, ready_to_verify
from tests.e2e.people import typed

PHRASE = "river bed"
OWNER, STRANGER = "ada", "eve1"


def score_at(app: App, endpoint: str) -> None:
    """Have new profiles scored by a service, and see that the connection works."""
    app.press("AltLeft", "KeyS")
    app.wait_for("page", name="settings")
    app.press("AltLeft", "KeyR")
    app.press("AltLeft", "KeyE")
    app.press("ControlLeft", "KeyA")
    app.write(endpoint)
    app.press("AltLeft", "KeyC")
    app.wait_for("connection", works=True)
    app.press("ControlLeft", "KeyS")


def delete_only_profile(app: App) -> None:
    app.press("AltLeft", "KeyP")
    app.wait_for("page", name="profiles")
    app.wait_for("listed", profiles=1)
    for key in ("Tab", "Tab", "Enter", "ArrowUp", "Enter"):  # The last in its menu.
        app.press(key)
    app.press("ShiftLeft", "Tab")
    app.press("Enter")


def test_a_service_scores_and_its_absence_is_told(
    virtual_screen: VirtualScreen, tmp_path: Path
) -> None:
    del virtual_screen
    with App(tmp_path / "app", **with_passphrase()) as app:
        enter(app)
        with serving(tmp_path / "service.sqlite") as endpoint:
            score_at(app, endpoint)
            app.press("AltLeft", "KeyP")
            app.wait_for("page", name="profiles")
            samples = [typed(PHRASE, OWNER, repetition) for repetition in range(5)]
            assert enroll(app, "Ada", PHRASE, samples, keep=False)["scored"] == "remote"
            ready_to_verify(app)
            assert app.attempt(typed(PHRASE, OWNER, 5))["accepted"] is True
            app.wait_for("ready", page="verify")
            assert app.attempt(typed(PHRASE, STRANGER, 0))["accepted"] is False
            app.wait_for("ready", page="verify")
            assert app.attempt(typed("river bet", OWNER, 5))["outcome"] == "mistyped"
            app.wait_for("ready", page="verify")
        assert app.attempt(typed(PHRASE, OWNER, 5))["code"] == "connection_refused"
        app.wait_for("ready", page="verify")
        delete_only_profile(app)
        assert app.wait_for("deleted")["pending"] == 1
        assert app.stderr() == ""
