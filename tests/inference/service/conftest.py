import json
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from inference.features import Features
from inference.recognizer import Recognizer
from inference.service.api import Api
from inference.service.exchange import Request, Response
from inference.service.service import Service
from inference.stores.sqlite import SqliteStore
from tests.inference.free_model import free_recognizer
from tests.inference.stores.conftest import FixedKey
from tests.inference.typing import typed, written


class Watch:
    """A clock that goes on when it is told to."""

    def __init__(self) -> None:
        self.now = time.time()

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Watch:
    return Watch()


@pytest.fixture
def store(tmp_path: Path, clock: Watch) -> Iterator[SqliteStore]:
    with SqliteStore(tmp_path / "store.sqlite", FixedKey(), clock) as store:
        yield store


@pytest.fixture
def service(recognizer: Recognizer, store: SqliteStore, clock: Watch) -> Service:
    return Service(recognizer, store, clock=clock)


class Typing:
    """Features of made-up people."""

    def __init__(self, recognizer: Recognizer) -> None:
        self._recognizer = recognizer

    def one(self, repetition: int, person: int = 0) -> Features:
        return self._recognizer.extract(typed(repetition, person=person))

    def many(self, count: int = 6, person: int = 0) -> list[Features]:
        return [self.one(repetition, person) for repetition in range(count)]


@pytest.fixture(scope="session")
def typing(recognizer: Recognizer) -> Typing:
    return Typing(recognizer)


class Writing:
    """Free features of made-up people, and a service that scores them."""

    def __init__(self, store: SqliteStore) -> None:
        self.recognizer = free_recognizer()
        self.service = Service(self.recognizer, store)
        self.ada = Caller(Api(self.service), "ada")

    def one(self, seed: int, person: int = 0, keys: int = 150) -> Features:
        return self.recognizer.extract(written(seed, keys, person=person), mode="free")

    def many(self, count: int = 3, person: int = 0) -> list[Features]:
        return [self.one(seed, person) for seed in range(count)]


@pytest.fixture
def writing(store: SqliteStore) -> Writing:
    return Writing(store)


class Caller:
    """Calls the API as one owner."""

    def __init__(self, api: Api, owner: str | None) -> None:
        self._api = api
        self._owner = owner

    def call(
        self, method: str, path: str, document: Any = None, headers: Mapping[str, str] | None = None
    ) -> tuple[int, Any]:
        body = b"" if document is None else json.dumps(document).encode()
        response = self.send(method, path, body, headers=headers)
        return response.status, json.loads(response.body)

    def send(
        self,
        method: str,
        path: str,
        body: bytes,
        content_type: str = "application/json",
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        request = Request(method, path, self._owner, body, content_type, headers or {})
        return self._api.handle(request)


@pytest.fixture
def ada(service: Service) -> Caller:
    return Caller(Api(service), "ada")


@pytest.fixture
def ben(service: Service) -> Caller:
    return Caller(Api(service), "ben")


@pytest.fixture
def anyone(service: Service) -> Caller:
    return Caller(Api(service), None)
