import threading
from collections.abc import Iterator

import pytest
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
    jobs.run(threading.get_ident, lambda worker: told.append((worker, threading.get_ident())))
    assert not jobs.idle
    qtbot.waitUntil(lambda: jobs.idle)
    ((worker, here),) = told
    assert here == threading.get_ident() != worker


def test_a_job_that_waits_holds_up_none(jobs: Jobs, qtbot: QtBot) -> None:
    told: list[str] = []
    may_end = threading.Event()
    jobs.run(lambda: str(may_end.wait(10)), told.append)
    jobs.run(lambda: "quick", told.append)
    qtbot.waitUntil(lambda: told == ["quick"])
    may_end.set()
    qtbot.waitUntil(lambda: jobs.idle)
    assert told == ["quick", "True"]


def test_the_caller_may_take_a_failure_itself(jobs: Jobs, qtbot: QtBot) -> None:
    taken: list[KeystrokeError] = []
    jobs.run(fail, lambda _nothing: None, taken.append)
    with qtbot.assertNotEmitted(jobs.failed):
        qtbot.waitUntil(lambda: jobs.idle)
    assert [str(error) for error in taken] == ["It failed: try again."]


def test_other_failures_are_shown_in_one_place(jobs: Jobs, qtbot: QtBot) -> None:
    with qtbot.waitSignal(jobs.failed) as blocker:
        jobs.run(fail, lambda _nothing: None)
    (error,) = blocker.args
    assert isinstance(error, KeystrokeError)


def test_a_mistake_in_the_program_is_not_hidden(jobs: Jobs, qtbot: QtBot) -> None:
    with qtbot.captureExceptions() as raised:
        jobs.run(lambda: 1 / 0, lambda _nothing: None)
        qtbot.waitUntil(lambda: jobs.idle)
    assert [kind for kind, *_ in raised] == [ZeroDivisionError]


def test_closing_lets_work_end_and_tells_nothing_more(jobs: Jobs, qtbot: QtBot) -> None:
    told: list[str] = []
    ended = threading.Event()

    def work() -> str:
        threading.Event().wait(0.1)
        ended.set()
        return "told"

    jobs.run(work, told.append)
    jobs.close()
    assert ended.is_set()
    qtbot.wait(50)
    assert told == []
