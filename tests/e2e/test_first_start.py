"""The way in: consent, the passphrase, and out again."""

from pathlib import Path

import pytest

from desktop.demo.driver import agree, arrive
from desktop.virtual.screen import VirtualScreen
from inference.stores.keychain import PASSPHRASE_VARIABLE
from tests.e2e.driver import App, enter

PASSPHRASE = "four plain words here"  # noqa: S105 - it protects nothing


@pytest.fixture(autouse=True)
def no_passphrase(virtual_screen: VirtualScreen, monkeypatch: pytest.MonkeyPatch) -> None:
    del virtual_screen
    monkeypatch.delenv(PASSPHRASE_VARIABLE, raising=False)


def test_consent_comes_before_anything_is_captured_or_stored(tmp_path: Path) -> None:
    with App(tmp_path) as app:
        app.wait_for("page", name="consent")
        app.press("AltLeft", "KeyO")
        app.write("ignored")
        app.press("AltLeft", "KeyQ")
        assert app._process.wait(20) == 0
    assert '"capture"' not in app.trace()
    assert not (tmp_path / "store.sqlite").exists()


def test_a_second_start_asks_for_the_passphrase_and_not_for_consent(tmp_path: Path) -> None:
    with App(tmp_path) as app:
        enter(app, PASSPHRASE)
    with App(tmp_path) as again:
        again.wait_for("page", name="unlock")
        again.write("not the right one\n")
        again.wait_for("page", name="unlock")
        again.write(f"{PASSPHRASE}\n")
        again.wait_for("page", name="profiles")


def test_withdrawing_consent_leads_back_to_it(tmp_path: Path) -> None:
    with App(tmp_path) as app:
        enter(app, PASSPHRASE)
        app.press("AltLeft", "KeyS")
        app.wait_for("page", name="settings")
        app.press("AltLeft", "KeyY")
        app.wait_for("question")
        app.press("ShiftLeft", "Tab")
        app.press("Enter")
        app.wait_for("page", name="consent")
        agree(app)
        arrive(app)
        assert app.stderr() == ""
