import http.client
import json
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import requests

import app
from desktop.errors import RequestTooLargeError
from desktop.logic.transport import Transport
from inference.errors import SettingsError
from inference.recognizer import Recognizer
from inference.service.service import Service
from inference.service.validation import MAX_BODY_BYTES
from inference.stores.sqlite import SqliteStore
from tests.doors import serving
from tests.inference.stores.conftest import FixedKey
from tests.inference.typing import typed


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with serving(tmp_path_factory.mktemp("app") / "store.sqlite") as base:
        yield int(base.rpartition(":")[2])


def sent(
    port: int, method: str, path: str, body: bytes = b"", **headers: str
) -> tuple[http.client.HTTPResponse, Any]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request(method, path, body, named)
    response = connection.getresponse()
    content = response.read()
    connection.close()
    return response, json.loads(content) if content else None


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:99", "LOCALHOST", "[::1]:8765"])
def test_it_answers_under_this_machines_names(port: int, host: str) -> None:
    response, document = sent(port, "GET", "/v1/health", Host=host)
    assert (response.status, document["status"]) == (200, "ok")
    assert response.getheader("Server") is None


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "10.0.0.1", "localhost@evil.example", "[::1"]
)
def test_a_name_made_to_point_here_is_refused(port: int, host: str) -> None:
    response, problem = sent(port, "GET", "/v1/health", Host=host)
    assert (response.status, problem["code"]) == (403, "foreign_host")


@pytest.mark.parametrize("content_type", ["text/plain", "multipart/form-data; boundary=x"])
def test_what_a_foreign_page_can_send_without_asking_is_refused(
    port: int, content_type: str
) -> None:
    response, _ = sent(port, "POST", "/v1/profiles", b"{}", Content_Type=content_type)
    assert response.status == 415


def test_no_other_site_is_let_in_by_cors(port: int) -> None:
    response, _ = sent(
        port, "OPTIONS", "/v1/identify", Origin="https://evil.example",
        Access_Control_Request_Method="POST",
    )  # fmt: skip
    assert response.status == 405
    assert response.getheader("Access-Control-Allow-Origin") is None


@pytest.mark.parametrize("method", ["PUT", "TRACE", "PROPFIND"])
def test_other_methods_get_the_apis_own_answer(port: int, method: str) -> None:
    response, problem = sent(port, method, "/v1/health")
    assert (response.status, problem["code"]) == (405, "method_not_allowed")
    assert response.getheader("Allow") == "GET"


@pytest.mark.parametrize("path", ["/", "/v1//health", "/v1/health/", "/static/x", "/v1/%2e%2e"])
def test_other_paths_get_the_apis_own_answer(port: int, path: str) -> None:
    response, problem = sent(port, "GET", path)
    assert (response.status, problem["code"]) == (404, "no_such_route")


def test_a_body_that_is_too_large_is_refused(port: int) -> None:
    headers = {"Content_Type": "application/json"}
    response, _ = sent(port, "POST", "/v1/identify", b" " * (MAX_BODY_BYTES + 1), **headers)
    assert response.status == 413
    response, _ = sent(port, "GET", "/v1/health")
    assert response.status == 200


@pytest.mark.parametrize("size", [2 * MAX_BODY_BYTES, 3_000_000])
def test_who_sends_a_huge_body_gets_an_answer(port: int, size: int) -> None:
    base = f"http://127.0.0.1:{port}"
    headers = {"Content-Type": "application/json"}
    response = requests.post(f"{base}/v1/identify", b" " * size, headers=headers, timeout=10)
    assert response.status_code == 413
    assert response.headers["Content-Type"].startswith("text/plain")
    with pytest.raises(RequestTooLargeError, match="fewer attempts"):
        Transport(base).call("POST", "/v1/identify", {"features": "x" * size})


def test_a_huge_body_is_refused_unread(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        connection.sendall(
            b"POST /v1/identify HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999\r\n\r\n"
        )
        assert connection.recv(100).startswith(b"HTTP/1.1 413 ")


def test_parallel_callers_get_their_own_answers(port: int, recognizer: Recognizer) -> None:
    features = [recognizer.extract(typed(one)).to_dict() for one in range(45)]

    def enrol_and_find(number: int) -> list[str]:
        document = json.dumps({"label": f"Profile {number}", "features": features[:5]}).encode()
        _, profile = sent(port, "POST", "/v1/profiles", document, Content_Type="application/json")
        probe = json.dumps({"features": features[5 + number]}).encode()
        _, ranking = sent(port, "POST", "/v1/identify", probe, Content_Type="application/json")
        labels = {match["id"]: match["label"] for match in ranking["matches"]}
        _, receipt = sent(port, "DELETE", f"/v1/profiles/{profile['id']}")
        return [profile["label"], labels[profile["id"]], str(receipt["deleted"] == profile["id"])]

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(enrol_and_find, range(40)))
    assert answers == [[f"Profile {one}", f"Profile {one}", "True"] for one in range(40)]


@pytest.fixture
def service(recognizer: Recognizer, tmp_path: Path) -> Iterator[Service]:
    with SqliteStore(tmp_path / "store.sqlite", FixedKey()) as store:
        yield Service(recognizer, store)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.7", "", "example.org"])  # noqa: S104 (refused)
def test_it_listens_on_this_machine_only(service: Service, host: str) -> None:
    with pytest.raises(SettingsError, match="this machine only"):
        app.serve(service, host, 0)


def test_a_port_in_use_is_told(service: Service, port: int) -> None:
    with pytest.raises(SettingsError, match=f"Port {port} .* choose another"):
        app.serve(service, "127.0.0.1", port)
