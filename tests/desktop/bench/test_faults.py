from collections.abc import Iterator
from typing import Any

import pytest

from desktop.bench import faults
from desktop.bench.faulty_proxy import FAULTS, FaultyProxy
from desktop.errors import RemoteError
from desktop.logic.retries import ONCE
from desktop.logic.transport import Transport
from tests.doors import serving

CONNECT: Any = faults._connect
HARMLESS = {"delay", "twice"}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("service") / "store.sqlite") as base:
        yield base


@pytest.fixture(scope="module")
def proxy(base: str) -> FaultyProxy:
    return FaultyProxy(base)


@pytest.fixture(scope="module")
def endpoint(proxy: FaultyProxy) -> Iterator[str]:
    with proxy.running() as endpoint:
        yield endpoint


def test_there_are_twelve_kinds_and_more() -> None:
    assert len(FAULTS) >= 12


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_one_and_goes_by(proxy: FaultyProxy, endpoint: str, name: str) -> None:
    transport = Transport(endpoint, retries=ONCE, connect_seconds=0.5, read_seconds=0.5)
    proxy.fail(FAULTS[name], 1)
    if name in HARMLESS:
        assert transport.call("GET", "/v1/health")["status"] == "ok"
    else:
        with pytest.raises(RemoteError):
            transport.call("GET", "/v1/health")
    assert transport.call("GET", "/v1/health")["status"] == "ok"


def test_nothing_is_lost_or_done_twice_and_every_end_is_told() -> None:
    result = faults.measure(len(FAULTS))
    assert all(figure["met"] for figure in result["figures"].values())
    assert result["rounds"] == dict.fromkeys(FAULTS, 1)


class Repeated:
    """Loses the key of each request: what the measure has to see."""

    def __init__(self, *arguments: object) -> None:
        self._transport = CONNECT(*arguments)

    def call(self, method: str, path: str, document: object = None, *, key: str = "") -> object:
        if method == "POST" and path == "/v1/profiles":
            self._transport.call(method, path, document, key=f"{key}first")
        return self._transport.call(method, path, document, key=key or None)

    def __getattr__(self, name: str) -> object:
        return getattr(self._transport, name)


def test_a_client_that_repeats_itself_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faults, "_connect", Repeated)
    assert faults.measure(1)["figures"]["faults applied twice"]["value"] == 1
