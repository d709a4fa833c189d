import threading
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop.ui.jobs import Jobs
from inference.errors import KeystrokeError


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    del qtbot
    made = Jobs()
    yield made
    made.close()


def fail() -> None:
    raise KeystrokeError("It failed: try again.")


def test_work_is_done_elsewhere_and_told_here(jobs: Jobs, qtbot: QtBot) -> None:
    told: list[tuple[int, int]] = []
    jobs.run(jobs, threading.get_ident, lambda worker: told.append((worker, threading.get_ident())))
    assert not jobs.idle
    qtbot.waitUntil(lambda: jobs.idle)
    ((worker, here),) = told
    assert here == threading.get_ident() != worker


def test_a_job_that_waits_holds_up_none(jobs: Jobs, qtbot: QtBot) -> None:
    told: list[str] = []
    may_end = threading.Event()
    jobs.run(jobs, lambda: str(may_end.wait(10)), told.append)
    jobs.run(jobs, lambda: "quick", told.append)
    qtbot.waitUntil(lambda: told == ["quick"])
    may_end.set()
    qtbot.waitUntil(lambda: jobs.idle)
    assert told == ["quick", "True"]


def test_the_caller_may_take_a_failure_itself(jobs: Jobs, qtbot: QtBot) -> None:
    taken: list[KeystrokeError] = []
    jobs.run(jobs, fail, lambda _nothing: None, taken.append)
    with qtbot.assertNotEmitted(jobs.failed):
        qtbot.waitUntil(lambda: jobs.idle)
    assert [str(error) for error in taken] == ["It failed: try again."]


def test_other_failures_are_shown_in_one_place(jobs: Jobs, qtbot: QtBot) -> None:
    with qtbot.waitSignal(jobs.failed) as blocker:
        jobs.run(jobs, fail, lambda _nothing: None)
    (error,) = blocker.args
    assert isinstance(error, KeystrokeError)


def test_a_mistake_in_the_program_is_not_hidden(jobs: Jobs, qtbot: QtBot) -> None:
    with qtbot.captureExceptions() as raised:
        jobs.run(jobs, lambda: 1 / 0, lambda _nothing: None)
        qtbot.waitUntil(lambda: jobs.idle)
    assert [kind for kind, *_ in raised] == [ZeroDivisionError]


def test_closing_lets_work_end_and_tells_nothing_more(jobs: Jobs, qtbot: QtBot) -> None:
    told: list[str] = []
    ended = threading.Event()

    def work() -> str:
        threading.Event().wait(0.1)
        ended.set()
        return "told"

    jobs.run(jobs, work, told.append)
    jobs.close()
    assert ended.is_set()
    qtbot.wait(50)
    assert told == []


def test_nothing_is_told_to_an_owner_that_is_gone(jobs: Jobs, qtbot: QtBot) -> None:
    told: list[str] = []
    owner = QObject()
    may_end = threading.Event()
    jobs.run(owner, lambda: str(may_end.wait(10)), told.append)
    shiboken6.delete(owner)
    may_end.set()
    qtbot.waitUntil(lambda: jobs.idle)
    assert told == []


def test_an_end_that_is_queued_when_jobs_close_is_not_told(jobs: Jobs, qtbot: QtBot) -> None:
    told: list[str] = []
    jobs.run(jobs, lambda: "told", told.append)
    (thread,) = jobs._running.values()
    thread.join()
    assert jobs.close()
    qtbot.wait(50)
    assert told == []


def test_closing_tells_whether_all_have_ended(jobs: Jobs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.ui.jobs.PATIENCE_SECONDS", 0.05)
    may_end = threading.Event()
    jobs.run(jobs, lambda: may_end.wait(10), lambda _nothing: None)
    assert not jobs.close()
    may_end.set()
