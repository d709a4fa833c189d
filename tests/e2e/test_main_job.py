"""Enrol and verify in the real window, by real key events."""

from collections.abc import Iterator

import pytest

from desktop.demo.driver import with_passphrase
from desktop.virtual.screen import VirtualScreen
from inference.sample import Sample
from tests.e2e.driver import App, enroll, enter, ready_to_verify
from tests.e2e.leaks import leaks
from tests.e2e.other_window import other_window
from tests.e2e.people import typed

PHRASE = "Quiet rivers"
OWNER, STRANGER = "ada", "eve1"


def half_of(sample: Sample) -> Sample:
    return Sample(sample.keystrokes[: len(sample.keystrokes) // 2])


@pytest.fixture(scope="module")
def app(virtual_screen: VirtualScreen, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """Start the app with its owner enrolled."""
    del virtual_screen
    with App(tmp_path_factory.mktemp("app"), **with_passphrase()) as running:
        enter(running)
        samples = [typed(PHRASE, OWNER, repetition) for repetition in range(5)]
        assert enroll(running, "Ada", PHRASE, samples, keep=True)["scored"] == "local"
        yield running


@pytest.fixture
def verifying(app: App) -> App:
    """Show the verification page, ready for an attempt."""
    ready_to_verify(app)
    return app


def test_the_owner_is_accepted(verifying: App) -> None:
    verdict = verifying.attempt(typed(PHRASE, OWNER, 5))
    assert verdict["accepted"] is True
    assert verdict["score"] >= verdict["threshold"]


def test_a_stranger_is_rejected(verifying: App) -> None:
    verdict = verifying.attempt(typed(PHRASE, STRANGER, 0))
    assert verdict["accepted"] is False
    assert verdict["score"] < verdict["threshold"]


def test_a_mistype_is_not_scored(verifying: App) -> None:
    assert verifying.attempt(typed("Quiet rivets", OWNER, 5))["outcome"] == "mistyped"


def test_a_correction_is_not_scored(verifying: App) -> None:
    verifying.write("Quiet riverx")
    verifying.press("Backspace")
    verifying.write("s\n")
    assert verifying.answer()["outcome"] == "mistyped"


def test_pasted_text_is_not_scored(verifying: App) -> None:
    verifying.write(PHRASE)
    verifying.press("ControlLeft", "KeyA")
    verifying.press("ControlLeft", "KeyX")
    verifying.press("ControlLeft", "KeyV")
    assert verifying.answer()["outcome"] == "not_typed"


def test_after_a_paste_the_next_attempt_counts(verifying: App) -> None:
    test_pasted_text_is_not_scored(verifying)
    verifying.wait_for("ready", page="verify")
    assert verifying.attempt(typed(PHRASE, OWNER, 7))["accepted"] is True


def test_leaving_the_field_half_way_discards_the_attempt(verifying: App) -> None:
    verifying.keys.type_sample(half_of(typed(PHRASE, OWNER, 5)))
    verifying.press("Tab")
    assert verifying.answer()["outcome"] == "interrupted"
    verifying.wait_for("capture", state="disarmed")


def test_another_window_half_way_discards_the_attempt(verifying: App) -> None:
    verifying.keys.type_sample(half_of(typed(PHRASE, OWNER, 5)))
    with other_window():
        assert verifying.answer()["outcome"] == "interrupted"
    verifying.wait_for("ready", page="verify")
    assert verifying.attempt(typed(PHRASE, OWNER, 8))["accepted"] is True


def test_a_killed_capture_process_is_told_and_replaced(verifying: App) -> None:
    killed = verifying.capture_process()
    verifying.keys.type_sample(half_of(typed(PHRASE, OWNER, 5)))
    verifying.kill_capture()
    verifying.wait_for("message")
    verifying.wait_for("attempt", outcome="interrupted")
    verifying.wait_for("ready", page="verify")
    assert verifying.capture_process() != killed
    assert verifying.attempt(typed(PHRASE, OWNER, 9))["accepted"] is True


def test_neither_text_nor_keys_nor_times_are_left_anywhere(verifying: App) -> None:
    spoilt = verifying.keys.type_sample(half_of(typed(PHRASE, OWNER, 6)))
    verifying.kill_capture()
    verifying.wait_for("attempt", outcome="interrupted")
    verifying.wait_for("ready", page="verify")
    scored = verifying.keys.type_sample(typed(PHRASE, OWNER, 10))
    assert verifying.answer()["accepted"] is True
    files = [path for path in verifying.home.rglob("*") if path.is_file()]
    assert {"store.sqlite", "trace.jsonl", "stderr.txt"} <= {path.name for path in files}
    for path in files:
        assert not leaks(path.read_bytes(), PHRASE, [spoilt, scored]), path.name


def test_nothing_was_written_to_standard_error(app: App) -> None:
    assert app.stderr() == ""
