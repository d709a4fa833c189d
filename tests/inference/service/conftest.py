import json
from collections.abc import Iterator
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


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    with SqliteStore(tmp_path / "store.sqlite", FixedKey()) as store:
        yield store


@pytest.fixture
def service(recognizer: Recognizer, store: SqliteStore) -> Service:
    return Service(recognizer, store)


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

    def call(self, method: str, path: str, document: Any = None) -> tuple[int, Any]:
        body = b"" if document is None else json.dumps(document).encode()
        response = self.send(method, path, body)
        return response.status, json.loads(response.body)

    def send(
        self, method: str, path: str, body: bytes, content_type: str = "application/json"
    ) -> Response:
        return self._api.handle(Request(method, path, self._owner, body, content_type))


@pytest.fixture
def ada(service: Service) -> Caller:
    return Caller(Api(service), "ada")


@pytest.fixture
def ben(service: Service) -> Caller:
    return Caller(Api(service), "ben")


@pytest.fixture
def anyone(service: Service) -> Caller:
    return Caller(Api(service), None)
