from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.errors import EndpointError, LockedRemotelyError
from desktop.logic.refusal import MISTYPED
from desktop.ui.widgets.result_card import ResultCard


@pytest.fixture
def card(qtbot: QtBot) -> ResultCard:
    made = ResultCard()
    qtbot.addWidget(made)
    return made


def shown(card: ResultCard) -> list[str]:
    return [each.text() for each in card.findChildren(QLabel) if each.isVisible()]


def test_a_lock_counts_down(card: ResultCard) -> None:
    card.show_error(LockedRemotelyError("", datetime.now(UTC) + timedelta(seconds=20)))
    verdict, reason, lock = shown(card)
    assert verdict == "Locked for now"
    assert "in a row" in reason
    assert lock.startswith("Locked until ")


def test_the_next_answer_ends_the_countdown(card: ResultCard) -> None:
    card.show_error(LockedRemotelyError("", datetime.now(UTC) + timedelta(seconds=20)))
    card.show_refusal(MISTYPED)
    assert shown(card)[0] == "Not scored"
    assert not any("Locked" in each for each in shown(card))


def test_another_error_says_what_to_do(card: ResultCard) -> None:
    card.show_error(EndpointError("Enter an address."))
    assert shown(card) == ["Could not be scored", "Enter an address."]
