import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.errors import EndpointError
from desktop.logic.endpoint import Endpoint
from inference.errors import SettingsError


@pytest.mark.parametrize(
    ("text", "base", "is_loopback"),
    [
        ("https://example.org", "https://example.org", False),
        (" https://example.org/ ", "https://example.org", False),
        ("https://example.org:8443/prod/", "https://example.org:8443/prod", False),
        ("http://127.0.0.1:8765", "http://127.0.0.1:8765", True),
        ("http://127.9.9.9", "http://127.9.9.9", True),
        ("http://localhost:1", "http://localhost:1", True),
        ("http://[::1]:8765/", "http://[::1]:8765", True),
        ("https://127.0.0.1", "https://127.0.0.1", True),
    ],
)
def test_addresses_that_features_may_be_sent_to(text: str, base: str, is_loopback: bool) -> None:
    endpoint = Endpoint.parse(text)
    assert (endpoint.base, endpoint.is_loopback) == (base, is_loopback)


@pytest.mark.parametrize(
    "text",
    [
        "", "example.org", "ftp://example.org", "https://", "https:///path", "http://example.org",
        "http://192.168.1.7:8765", "http://localhost.evil.example", "http://127.0.0.1.evil.example",
        "https://user:secret@example.org", "https://user@example.org", "https://example.org?x=1",
        "https://example.org/#x", "https://example.org:0", "https://example.org:99999",
        "https://example.org:port", "https://[::1", "file:///etc/passwd",
        "http://0.0.0.0", "https://exa mple.org", "https://example.org\\@127.0.0.1",
    ],
)  # fmt: skip
def test_addresses_that_features_must_not_be_sent_to(text: str) -> None:
    with pytest.raises(EndpointError, match="endpoint"):
        Endpoint.parse(text)


@given(st.text(max_size=30), st.sampled_from(["", "http://", "https://", "http://127.0.0.1:"]))
def test_whatever_is_entered_is_taken_or_refused_clearly(text: str, start: str) -> None:
    try:
        endpoint = Endpoint.parse(start + text)
    except SettingsError:
        return
    assert endpoint.base.startswith("https://") or endpoint.is_loopback
