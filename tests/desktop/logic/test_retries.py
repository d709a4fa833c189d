from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from desktop.errors import (
    AnswerError,
    ConnectionLostError,
    HostUnknownError,
    LockedRemotelyError,
    NotListeningError,
    ReadTimeoutError,
    RemoteContractError,
    RemoteError,
    ServiceFailedError,
    StillWorkingError,
    TooManyRequestsError,
    UnauthorizedError,
    UnreachableError,
)
from desktop.logic.retries import Retries
from inference.errors import IssuerError, KeystrokeError


class Calls:
    """Fails in a given order, then succeeds."""

    def __init__(self, failures: Sequence[KeystrokeError]) -> None:
        self._failures = list(failures)
        self.made = 0
        self.pauses: list[float] = []

    def __call__(self) -> str:
        self.made += 1
        if self._failures:
            raise self._failures.pop(0)
        return "done"

    def run(self, *, repeatable: bool) -> str:
        return Retries(sleep=self.pauses.append).run(self, repeatable=repeatable)


def asking_to_wait(error: RemoteError, seconds: float) -> RemoteError:
    error.retry_after_seconds = seconds
    return error


def lock() -> LockedRemotelyError:
    error = LockedRemotelyError("Locked.", datetime.now(UTC))
    error.retry_after_seconds = 1
    return error


@pytest.mark.parametrize(
    "error",
    [
        NotListeningError("x"),
        UnreachableError("x"),
        asking_to_wait(TooManyRequestsError("x"), 2),
    ],
)
def test_what_was_not_done_is_always_tried_again(error: RemoteError) -> None:
    calls = Calls([error, error])
    assert calls.run(repeatable=False) == "done"
    assert calls.made == 3


@pytest.mark.parametrize(
    "error",
    [
        ConnectionLostError("x"),
        ReadTimeoutError("x"),
        ServiceFailedError("x", 502),
        ServiceFailedError("x", 504),
        asking_to_wait(ServiceFailedError("x", 503), 1),
        asking_to_wait(StillWorkingError("x"), 1),
    ],
)
def test_what_may_have_been_done_is_tried_again_only_where_that_does_nothing_twice(
    error: RemoteError,
) -> None:
    once = Calls([error])
    with pytest.raises(type(error)):
        once.run(repeatable=False)
    assert once.made == 1
    again = Calls([error])
    assert again.run(repeatable=True) == "done"
    assert again.made == 2


@pytest.mark.parametrize(
    "error",
    [
        lock(),
        HostUnknownError("x"),
        UnauthorizedError("x"),
        RemoteContractError("x"),
        AnswerError("x"),
        ServiceFailedError("x", 500),
        TooManyRequestsError("x"),
        asking_to_wait(TooManyRequestsError("x"), 60),
    ],
)
def test_what_trying_again_does_not_mend_is_told_at_once(error: RemoteError) -> None:
    calls = Calls([error])
    with pytest.raises(type(error)):
        calls.run(repeatable=True)
    assert (calls.made, calls.pauses) == (1, [])


def test_pauses_grow_differ_and_are_as_long_as_asked_for() -> None:
    seen = []
    for _ in range(50):
        calls = Calls([NotListeningError("x"), NotListeningError("x")])
        calls.run(repeatable=False)
        seen.append(calls.pauses)
    first, second = zip(*seen, strict=True)
    assert len(set(first)) == 50
    assert max(first) <= 0.4 < max(second) <= 0.8
    calls = Calls([asking_to_wait(TooManyRequestsError("x"), 3)])
    calls.run(repeatable=False)
    assert 3 <= calls.pauses[0] <= 3.4


def test_it_ends_after_three_tries() -> None:
    calls = Calls([NotListeningError("x")] * 9)
    with pytest.raises(NotListeningError):
        calls.run(repeatable=True)
    assert calls.made == 3


@pytest.mark.parametrize("last", [NotListeningError("x"), UnauthorizedError("x"), IssuerError("x")])
def test_a_last_try_that_was_not_heard_leaves_the_doubt_of_the_first(last: KeystrokeError) -> None:
    calls = Calls([ConnectionLostError("first"), last, last])
    with pytest.raises(ConnectionLostError, match="first"):
        calls.run(repeatable=True)


def test_a_last_try_that_was_answered_ends_the_doubt() -> None:
    calls = Calls([ConnectionLostError("first"), RemoteContractError("x")])
    with pytest.raises(RemoteContractError):
        calls.run(repeatable=True)
