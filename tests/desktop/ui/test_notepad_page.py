import pytest
from PySide6.QtTest import QTest

from desktop.capture.clock import now_ms
from desktop.logic.workspace import Workspace
from desktop.ui.widgets.score_timeline import ScoreTimeline
from desktop.ui.widgets.writing_pad import WritingPad
from inference.sample import Sample
from tests.desktop.ui.conftest import Stage
from tests.desktop.ui.test_free_text import enroll
from tests.desktop.writing import OWNER, TEXTS, written

SOMEBODY_ELSE = 1


@pytest.fixture
def writing(inside: Stage) -> Stage:
    enroll(inside, 3)
    inside.click("sidebar_notepad")
    return inside


def write(stage: Stage, person: int, texts: tuple[str, ...] = TEXTS[3:]) -> None:
    pad = stage.find(WritingPad, "notepadText")
    stage.bot.waitUntil(lambda: pad.hasFocus() and stage.sources.latest.armed)
    QTest.keyClicks(pad, "text")
    at_ms = now_ms()
    for text in texts:
        sample = Sample(written(text, person).keystrokes[:-1])
        stage.sources.latest.play(sample, at_ms)
        at_ms += sample.keystrokes[-1].release_ms - sample.keystrokes[0].press_ms + 400
    stage.bot.waitUntil(lambda: '"reading"' in stage.trace())
    stage.settle()


def test_the_owner_is_known_while_writing(writing: Stage) -> None:
    assert writing.text("notepadVerdict") == "Not enough yet to say"
    write(writing, OWNER)
    assert writing.text("notepadVerdict").startswith("This is Ada")
    assert "needed" in writing.find(ScoreTimeline, "scoreTimeline").accessibleDescription()


def test_somebody_else_is_told_and_locks_nobody_out(writing: Stage, workspace: Workspace) -> None:
    write(writing, SOMEBODY_ELSE)
    assert not writing.text("notepadVerdict").startswith("This is Ada")
    writing.click("sidebar_profiles")
    events = [event for event in workspace.history.past().events if event.kind == "watched"]
    assert len(events) == 1
    assert events[0].accepted is not True


def test_leaving_forgets_the_text(writing: Stage) -> None:
    pad = writing.find(WritingPad, "notepadText")
    write(writing, OWNER)
    writing.click("sidebar_profiles")
    assert pad.toPlainText() == ""
    assert not writing.sources.latest.armed


def test_without_a_profile_of_free_text_it_leads_to_one(inside: Stage) -> None:
    inside.click("sidebar_notepad")
    assert not inside.shows("notepadText")
    inside.click("notepadNewProfile")
    assert inside.page() == "enroll"
