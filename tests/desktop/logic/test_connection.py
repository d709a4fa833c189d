import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from desktop.errors import AnswerError, ClockError, ForbiddenError, RemoteError, UnauthorizedError
from desktop.logic.connection import check_connection
from desktop.logic.retries import ONCE
from desktop.logic.transport import Transport
from tests import faulty
from tests.desktop.logic.test_transport import recorded

MODEL = "m" * 64
HEALTH = json.dumps({"status": "ok", "contract": 1, "model": MODEL}).encode()
LIST = faulty.answering(b'{"profiles": []}')


def answering_at(moment: datetime) -> faulty.Behaviour:
    return faulty.answering(HEALTH, "200 OK", f"Date: {format_datetime(moment, usegmt=True)}")


def checked(*behaviours: faulty.Behaviour) -> None:
    with recorded(*behaviours) as (_, base):
        check_connection(Transport(base, retries=ONCE), 1, MODEL)


@pytest.mark.parametrize("minutes", [0, -0.5, 0.5])
def test_a_service_that_fits(minutes: float) -> None:
    checked(answering_at(datetime.now(UTC) + timedelta(minutes=minutes)), LIST)
    checked(faulty.answering(HEALTH), LIST)


@pytest.mark.parametrize(("minutes", "told"), [(-5, "seconds ahead of"), (5, "seconds behind")])
def test_a_wrong_clock(minutes: float, told: str) -> None:
    with pytest.raises(ClockError, match=told):
        checked(answering_at(datetime.now(UTC) + timedelta(minutes=minutes)))


@pytest.mark.parametrize(
    ("status", "kind"), [("401 X", UnauthorizedError), ("403 X", ForbiddenError)]
)
def test_a_caller_whom_it_does_not_take(status: str, kind: type[RemoteError]) -> None:
    with pytest.raises(kind):
        checked(faulty.answering(HEALTH), faulty.answering(b"{}", status))


def test_what_is_not_the_service() -> None:
    with pytest.raises(AnswerError, match="isn't the typing service"):
        checked(faulty.answering(b'{"hello": "world"}'))
