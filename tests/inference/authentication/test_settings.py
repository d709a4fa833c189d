from pathlib import Path

import pytest

from inference.authentication.settings import Authentication, static_token
from inference.authentication.tokens import JwtAuthenticator, StaticAuthenticator
from inference.errors import SettingsError

SECRET = "0123456789abcdef" * 2
ISSUER = "https://login.example.org"


def test_where_nothing_is_set_nobody_is_told_apart() -> None:
    assert Authentication().open({}) is None
    assert Authentication().open({"KEYSTROKE_TOKEN": ""}) is None


def test_an_issuer_and_its_audience() -> None:
    assert isinstance(Authentication(ISSUER, "a, b").open({}), JwtAuthenticator)


@pytest.mark.parametrize(("issuer", "audience"), [(ISSUER, ""), (ISSUER, " , "), ("", "a")])
def test_neither_goes_without_the_other(issuer: str, audience: str) -> None:
    with pytest.raises(SettingsError, match="KEYSTROKE_AUDIENCE"):
        Authentication(issuer, audience).open({})


def test_a_static_token_from_the_environment_or_a_file(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text(f"{SECRET}\n")
    for environ in ({"KEYSTROKE_TOKEN": SECRET}, {"KEYSTROKE_TOKEN_FILE": str(file)}):
        opened = Authentication().open(environ)
        assert isinstance(opened, StaticAuthenticator)
        assert opened.subject(f"Bearer {SECRET}") == "local"
    assert static_token({}, file) == SECRET


def test_an_empty_file_does_not_open_the_service_to_all(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.touch()
    with pytest.raises(SettingsError, match="at least 32"):
        Authentication(token_file=file).open({})


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="can't be read"):
        Authentication(token_file=tmp_path / "absent").open({})


def test_two_kinds_at_once_are_refused() -> None:
    with pytest.raises(SettingsError, match="one kind"):
        Authentication(ISSUER, "a").open({"KEYSTROKE_TOKEN": SECRET})
