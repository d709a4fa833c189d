import json
import stat
from pathlib import Path
from typing import Any

import pytest

from desktop.logic.settings import Settings, SettingsFile
from inference.errors import SettingsError


@pytest.fixture
def file(tmp_path: Path) -> SettingsFile:
    return SettingsFile(tmp_path / "home" / "settings.json")


def test_without_a_file_typing_is_scored_here_at_one_percent(file: SettingsFile) -> None:
    assert file.load() == Settings(scoring="local", endpoint="", fmr=0.01, attempts=10)


def test_settings_come_back_as_they_were_saved(file: SettingsFile) -> None:
    settings = Settings(scoring="remote", endpoint="https://example.org", fmr=0.05, attempts=20)
    file.save(settings)
    file.save(settings)
    assert file.load() == settings


def test_only_the_owner_can_read_the_file(file: SettingsFile, tmp_path: Path) -> None:
    file.save(Settings())
    home = tmp_path / "home"
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert [stat.S_IMODE(path.stat().st_mode) for path in home.iterdir()] == [0o600]


@pytest.mark.parametrize(
    "values",
    [
        {"scoring": "elsewhere"},
        {"scoring": "remote"},
        {"scoring": "remote", "endpoint": "example.org"},
        {"endpoint": "http://example.org"},
        {"fmr": 0.0},
        {"fmr": 0.51},
        {"fmr": float("nan")},
        {"attempts": 4},
        {"attempts": 51},
        {"issuer": "https://login.example.org"},
        {"client_id": "keystroke"},
        {"issuer": "http://login.example.org", "client_id": "keystroke"},
    ],
)
def test_values_that_cannot_be_used_are_refused(values: dict[str, Any]) -> None:
    with pytest.raises(SettingsError):
        Settings(**values)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        '"text"',
        '{"colour": "red"}',
        '{"fmr": "high"}',
        '{"fmr": 2}',
        '{"fmr": null}',
    ],
)
def test_a_damaged_file_is_told_with_its_name_and_left_alone(tmp_path: Path, content: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(content)
    with pytest.raises(SettingsError, match=r"settings\.json"):
        SettingsFile(path).load()
    assert path.read_text() == content


def test_the_file_holds_the_settings_and_nothing_else(file: SettingsFile, tmp_path: Path) -> None:
    file.save(Settings())
    document = json.loads((tmp_path / "home" / "settings.json").read_text())
    assert document == {
        "scoring": "local", "endpoint": "", "fmr": 0.01, "attempts": 10, "issuer": "",
        "client_id": "", "local_when_away": False, "mask_typing": False, "language": "",
        "scheme": "system",
    }  # fmt: skip
