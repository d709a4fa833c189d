"""When a failed call to the service may be tried again, and after how long."""

import random
import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Final, NamedTuple, TypeVar

from desktop.errors import (
    ConnectionLostError,
    LockedRemotelyError,
    NotListeningError,
    ReadTimeoutError,
    RemoteError,
    ServiceFailedError,
    TooManyRequestsError,
    UnauthorizedError,
    UnreachableError,
)
from inference.errors import KeystrokeError

_T = TypeVar("_T")

_GATEWAY: Final = {
    HTTPStatus.BAD_GATEWAY,
    HTTPStatus.SERVICE_UNAVAILABLE,
    HTTPStatus.GATEWAY_TIMEOUT,
}


class Retries(NamedTuple):
    """Tries again with growing, random pauses ("full jitter"), so that callers don't come at once.

    What was surely not done is tried again; what was perhaps done, only where a repeat does nothing
    twice. A lock is never knocked at.

    Parameters
    ----------
    tries
        Most tries of one call.
    pause_seconds
        Longest pause before the second try; it doubles with each further one.
    patience_seconds
        After so long, counted from the first try, no other one begins.
    sleep
        Waits.
    """

    tries: int = 3
    pause_seconds: float = 0.4
    patience_seconds: float = 10.0
    sleep: Callable[[float], None] = time.sleep

    def run(self, call: Callable[[], _T], *, repeatable: bool) -> _T:
        """Call until it succeeds or fails for good, and give or raise what it did last.

        Parameters
        ----------
        call
            Sends the request.
        repeatable
            Whether a repeat of what was done already does nothing.
        """
        began = time.monotonic()
        doubt: RemoteError | None = None
        for failed in range(self.tries):
            try:
                return call()
            except RemoteError as error:
                doubt = error if error.maybe_done else doubt
                pause = self._pause(failed, error)
                spent = time.monotonic() - began
                is_last = failed == self.tries - 1 or spent + pause > self.patience_seconds
                if is_last or not _may_repeat(error, repeatable=repeatable):
                    # That the last try wasn't heard tells nothing about the one before.
                    if doubt is not None and _is_unheard(error):
                        raise doubt from error
                    raise
            except KeystrokeError as error:
                raise doubt or error from error
            self.sleep(pause)
        raise AssertionError  # the last try returns or raises

    def _pause(self, failed: int, error: RemoteError) -> float:
        asked = error.retry_after_seconds or 0.0
        return asked + random.uniform(0, self.pause_seconds * 2**failed)  # noqa: S311 (no secret)


ONCE: Final = Retries(tries=1)


def _may_repeat(error: RemoteError, *, repeatable: bool) -> bool:
    if isinstance(error, LockedRemotelyError):
        return False
    if isinstance(error, NotListeningError | UnreachableError):
        return True
    if error.retry_after_seconds is not None:
        return repeatable or not error.maybe_done
    is_gateway = isinstance(error, ServiceFailedError) and error.status in _GATEWAY
    return repeatable and (is_gateway or isinstance(error, ConnectionLostError | ReadTimeoutError))


def _is_unheard(error: RemoteError) -> bool:
    return error.nothing_sent or isinstance(error, UnauthorizedError | TooManyRequestsError)
