import re
from datetime import UTC, datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot

from desktop.ui.widgets.lock_countdown import LockCountdown


@pytest.fixture
def countdown(qtbot: QtBot) -> LockCountdown:
    made = LockCountdown()
    qtbot.addWidget(made)
    return made


def test_it_tells_the_time_and_what_is_left_of_it(countdown: LockCountdown) -> None:
    until = datetime.now(UTC) + timedelta(seconds=125)
    countdown.start(until)
    assert countdown.isVisible()
    told = re.fullmatch(r"Locked until (\S+) \(in 2 min \d s\)\.", countdown.text())
    assert told is not None
    assert told[1] == f"{until.astimezone():%H:%M:%S}"


def test_it_counts_down_and_says_when_it_is_over(countdown: LockCountdown, qtbot: QtBot) -> None:
    told: list[str] = []
    countdown.start(datetime.now(UTC) + timedelta(seconds=1.5))
    told.append(countdown.text())
    qtbot.waitUntil(lambda: "over" in countdown.text())
    assert told[0].endswith("(in 2 s).")
    assert not countdown._clock.isActive()


def test_it_counts_no_more_once_something_else_is_shown(countdown: LockCountdown) -> None:
    countdown.start(datetime.now(UTC) + timedelta(seconds=30))
    countdown.stop()
    assert not countdown.isVisible()
    assert not countdown._clock.isActive()
