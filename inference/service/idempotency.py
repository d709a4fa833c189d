"""Idempotency keys: a request that is sent again gets the answer that it got before.

Before anything is done, a claim is stored under the key; of several requests at once one makes it.
The answer replaces the claim. A claim whose request came to nothing (the process was killed) is
taken over by the next one with the key: it finds the same seed in it, so that what was made
half-way isn't made again.
"""

import hashlib
import json
import re
import uuid
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from http import HTTPStatus
from typing import Final, Self

from inference.errors import ConflictError, NotFoundError
from inference.service.clock import Clock
from inference.service.exchange import Request, Response
from inference.service.problems import RequestError, problem_of
from inference.stores.base import Store

KEPT_SECONDS: Final = 86_400
"""So long an answer is kept."""
ABANDONED_SECONDS: Final = 60
"""A claim without an answer is taken over after this; no request takes so long."""

_KIND: Final = "idempotency"
_KEY: Final = re.compile(r"[!-~]{1,128}")


@dataclass(frozen=True)
class _Claim:
    """What is stored under a key: whose it is, and the answer once there is one."""

    fingerprint: str
    seed: str
    since: int
    answer: Mapping[str, object] | None = None

    def to_bytes(self) -> bytes:
        return json.dumps(asdict(self)).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        return cls(**json.loads(data))


class Idempotency:
    """Answers each request with a key once.

    Parameters
    ----------
    store
        Keeps the answers.
    clock
        Gives Unix time in seconds.
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def answer(self, owner: str, request: Request, act: Callable[[str], Response]) -> Response:
        """Give the answer that was given before under the request's key, or act.

        Parameters
        ----------
        owner
            Whose request it is; keys of different owners have nothing to do with each other.
        request
            May have the header ``Idempotency-Key``; without one, it is simply done.
        act
            Does the request. It takes a seed, 32 hexadecimal digits, that is the same each time
            the request is tried.

        Raises
        ------
        RequestError
            If the key was used for another request, or its first request is still under way.
        """
        key = checked_key(request.headers.get("idempotency-key"))
        if key is None:
            return act(uuid.uuid4().hex)
        # The id is kept in clear, and a key may tell something.
        record_id = hashlib.sha256(key.encode()).hexdigest()
        claim, version = self._claimed(owner, record_id, _fingerprint(request))
        if claim.answer is not None:
            return _response(claim.answer)
        try:
            response = act(claim.seed)
        except Exception as error:
            if problem_of(error).status < HTTPStatus.INTERNAL_SERVER_ERROR:
                # Nothing was done: the key is free again.
                self._store.delete(owner, _KIND, record_id)
            else:
                # It may have been done half-way: the next one may take over at once.
                self._put(owner, record_id, replace(claim, since=0), version)
            raise
        self._put(owner, record_id, replace(claim, answer=_document(response)), version)
        return response

    def _claimed(self, owner: str, record_id: str, fingerprint: str) -> tuple[_Claim, int]:
        """Make a claim, take an abandoned one over, or find the answer."""
        now = int(self._clock())
        claim = _Claim(fingerprint, uuid.uuid4().hex, now)
        try:
            expires = now + KEPT_SECONDS
            return claim, self._store.create(owner, _KIND, record_id, claim.to_bytes(), expires)
        except ConflictError:
            pass
        try:
            record = self._store.get(owner, _KIND, record_id)
        except NotFoundError:
            # It was released, or expired, in this moment.
            raise _under_way() from None
        found = _Claim.from_bytes(record.data)
        if found.fingerprint != fingerprint:
            raise RequestError(
                HTTPStatus.UNPROCESSABLE_ENTITY,
                "idempotency_key_reused",
                "This idempotency key was used for another request: make a new one for each.",
            )
        if found.answer is not None:
            return found, record.version
        if now < found.since + ABANDONED_SECONDS:
            raise _under_way()
        taken = _Claim(fingerprint, found.seed, now)
        try:
            return taken, self._put(owner, record_id, taken, record.version)
        except ConflictError:
            raise _under_way() from None

    def _put(self, owner: str, record_id: str, claim: _Claim, version: int) -> int:
        expires = int(self._clock()) + KEPT_SECONDS
        return self._store.replace(owner, _KIND, record_id, claim.to_bytes(), version, expires)


def checked_key(value: str | None) -> str | None:
    """Give an idempotency key back if it can be used, or None where there is none.

    Raises
    ------
    RequestError
        If it is malformed.
    """
    if value is None or _KEY.fullmatch(value):
        return value
    raise RequestError(
        HTTPStatus.BAD_REQUEST,
        "invalid_header",
        "The header Idempotency-Key takes 1 to 128 visible ASCII characters, such as a UUID.",
    )


def _fingerprint(request: Request) -> str:
    parts = (request.method, request.path, request.headers.get("if-match", ""))
    head = "\0".join(parts).encode(errors="surrogatepass")
    return hashlib.sha256(head + b"\0" + request.body).hexdigest()


def _under_way() -> RequestError:
    return RequestError(
        HTTPStatus.CONFLICT,
        "idempotency_in_progress",
        "The first request with this idempotency key is still under way: repeat it in a moment.",
        {"Retry-After": "1"},
    )


def _document(response: Response) -> dict[str, object]:
    return {**asdict(response), "body": response.body.decode(), "headers": dict(response.headers)}


def _response(document: Mapping[str, object]) -> Response:
    fields = dict(document)
    fields["body"] = str(fields["body"]).encode()
    return Response(**fields)  # type: ignore[arg-type]  # _document() wrote them
