from pathlib import Path

import pytest

from desktop.logic.paths import APP_NAME, HOME_VARIABLE, Paths


def test_the_environment_may_name_the_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path / "here"))
    assert Paths.from_environment().store == tmp_path / "here" / "store.sqlite"
    assert not (tmp_path / "here").exists()


def test_else_it_is_the_systems_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(HOME_VARIABLE, raising=False)
    assert Paths.from_environment().home.name == APP_NAME
