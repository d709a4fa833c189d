"""Whether a service can be reached and used: check by check, each with a clear answer."""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

from desktop.errors import ClockError, RemoteContractError
from desktop.logic.remote_failures import not_the_service
from desktop.logic.transport import Answer, Document, Transport

MAX_SKEW_SECONDS: Final = 60.0
"""Clocks further apart than this make access tokens and challenges fail."""


def check_connection(transport: Transport, contract: int, model: str) -> None:
    """Raise what would keep a service from being used.

    1. It answers, over a connection that can be trusted, and is the typing service.
    2. Its clock and this computer's agree.
    3. It scores with the model that this program has.
    4. It takes this caller.

    Parameters
    ----------
    transport
        Reaches the service.
    contract, model
        Of the recogniser that extracts features here.

    Raises
    ------
    RemoteError
        What is wrong; the subclass says which.
    """
    health = transport.exchange("GET", "/v1/health")  # step 1
    document = transport.opened(health)
    check_clock(health, transport.host, datetime.now(UTC))  # step 2
    check_model(document, transport.host, contract, model)  # step 3
    transport.call("GET", "/v1/profiles")  # step 4


def check_model(health: Document, host: str, contract: int, model: str) -> None:
    """Compare what the service scores with.

    Raises
    ------
    RemoteContractError
        If it is another model or contract.
    AnswerError
        If that isn't said.
    """
    if not {"contract", "model"} <= set(health):
        raise not_the_service(host)
    if (health["contract"], health["model"]) != (contract, model):
        raise RemoteContractError(
            f"The service at {host} scores with another model than this program has: update both, "
            "or ask its operator."
        )


def check_clock(answer: Answer, host: str, now: datetime) -> None:
    """Compare the clocks by the answer's Date header, where it has one.

    Raises
    ------
    ClockError
        If they are further apart than :data:`MAX_SKEW_SECONDS`.
    """
    ahead = skew_seconds(answer.headers, now)
    if ahead is not None and abs(ahead) > MAX_SKEW_SECONDS:
        side = "ahead of" if ahead > 0 else "behind"
        raise ClockError(
            f"This computer's clock is {abs(ahead):,.0f} seconds {side} that of {host}: have the "
            "clock set by the network. Signing in fails with a wrong clock."
        )


def skew_seconds(headers: Mapping[str, str], now: datetime) -> float | None:
    """Tell how far this computer's clock is ahead of a Date header; None where there is none."""
    try:
        theirs = parsedate_to_datetime(headers["Date"])
    except (KeyError, ValueError):
        return None
    if theirs.tzinfo is None:
        theirs = theirs.replace(tzinfo=UTC)
    return (now - theirs).total_seconds()
