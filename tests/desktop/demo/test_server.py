from pathlib import Path

import pytest
import requests

from desktop.demo.server import serving
from desktop.errors import DemoError
from inference.authentication.settings import ISSUER_VARIABLE, TOKEN_FILE_VARIABLE
from inference.service.settings import STORE_VARIABLE


def test_it_serves_from_its_home_at_the_address_that_it_tells_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(STORE_VARIABLE, "/somebody/elses.sqlite")
    monkeypatch.setenv(ISSUER_VARIABLE, "https://login.example.org")
    monkeypatch.setenv(TOKEN_FILE_VARIABLE, "/somebody/elses-token")
    with serving(tmp_path) as address:
        assert requests.get(f"{address}/v1/health", timeout=20).json()["status"] == "ok"
        assert requests.post(f"{address}/v1/identify", json={}, timeout=20).status_code == 422
        assert address in (tmp_path / "stderr.txt").read_text()
    with pytest.raises(requests.ConnectionError):
        requests.get(f"{address}/v1/health", timeout=20)


def test_a_service_that_does_not_start_tells_why(tmp_path: Path) -> None:
    (tmp_path / "service.sqlite").mkdir()
    with (
        pytest.raises(DemoError, match=r"The service didn't start: keystroke: .+"),
        serving(tmp_path),
    ):
        pass
