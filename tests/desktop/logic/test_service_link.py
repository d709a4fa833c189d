import pytest

from desktop.logic.service_link import ServiceLink, is_link
from inference.errors import SettingsError


def test_a_link_fills_in_everything() -> None:
    link = (
        "keystroke:service?endpoint=https%3A%2F%2Frhythm.example.org%2F"
        "&issuer=https%3A%2F%2Flogin.example.org&client_id=abc%2B1"
    )
    assert is_link(f" {link}\n")
    assert ServiceLink.parse(link) == (
        "https://rhythm.example.org", "https://login.example.org", "abc+1",
    )  # fmt: skip


def test_a_service_without_sign_in() -> None:
    link = ServiceLink.parse("keystroke:service?endpoint=http%3A%2F%2F127.0.0.1%3A8765")
    assert link == ("http://127.0.0.1:8765", "", "")


@pytest.mark.parametrize(
    "text",
    [
        "https://rhythm.example.org",
        "keystroke:other?endpoint=https%3A%2F%2Fa.example",
        "keystroke:service",
        "keystroke:service?endpoint=http%3A%2F%2Fa.example",
        "keystroke:service?endpoint=https%3A%2F%2Fa.example&run=x",
        "keystroke:service?endpoint=https%3A%2F%2Fa.example&endpoint=https%3A%2F%2Fb.example",
    ],
)
def test_what_cannot_be_used_is_refused(text: str) -> None:
    with pytest.raises(SettingsError):
        ServiceLink.parse(text)
