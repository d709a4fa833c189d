import csv
import gzip
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from inference.errors import DataError
from inference.evaluation import datasets

LOADERS = {
    "klicke.npz": datasets.load_klicke,
    "aalto.npz": datasets.load_aalto,
    "cmu-strong-password.csv.gz": datasets.load_cmu,
    "thirteen-keys.csv": datasets.load_thirteen_keys,
}
PASSWORD = ["period", "t", "i", "e", "five", "Shift.r", "o", "a", "n", "l", "Return"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KEYSTROKE_DATA", str(tmp_path))
    return tmp_path


def write_free_text(path: Path, **changes: Any) -> None:
    columns: dict[str, Any] = {
        "user": np.array([7, 7, 7, 9, 9], np.int32),
        "session": np.array([1, 1, 2, 1, 1], np.int32),
        "code": np.array([0, 1, 1, 0, 1], np.uint8),
        "gap_ms": np.array([0, 120, 0, 0, 90], np.uint16),
        "hold_ms": np.array([80, 70, 60, 110, 75], np.uint16),
        "codes": np.array(["KeyA", "KeyB"]),
    }
    np.savez(path, **(columns | changes))


def write_cmu(path: Path) -> None:
    header = ["subject", "sessionIndex", "rep"]
    header += [f"H.{key}" for key in PASSWORD]
    header += [
        f"{kind}.{first}.{second}" for kind in ("DD", "UD") for first, second in pairwise(PASSWORD)
    ]
    with gzip.open(path, "wt") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for subject in ("s002", "s003"):
            for repetition in (1, 2):
                writer.writerow(
                    [subject, 1, repetition, *[0.1] * 11, *[0.05 * repetition] * 10, *[-0.05] * 10]
                )


def write_thirteen_keys(path: Path) -> None:
    header = ["user"] + [f"{event}-{key}" for key in range(13) for event in ("press", "release")]
    times = [time for key in range(13) for time in (100 * key, 100 * key + 150)]
    with path.open("w") as file:
        csv.writer(file).writerows([header, [1, *times], [1, *times], [2, *times]])


WRITERS = {
    "klicke.npz": write_free_text,
    "aalto.npz": write_free_text,
    "cmu-strong-password.csv.gz": write_cmu,
    "thirteen-keys.csv": write_thirteen_keys,
}


def test_a_session_gives_its_own_keystrokes(folder: Path) -> None:
    write_free_text(folder / "klicke.npz")
    first, second, third = datasets.load_klicke()
    assert [(part.user, part.session) for part in (first, second, third)] == [
        (7, 1),
        (7, 2),
        (9, 1),
    ]
    assert [len(part) for part in (first, second, third)] == [2, 1, 2]
    assert third.gap_ms.tolist() == [0, 90]


def test_a_session_becomes_a_sample(folder: Path) -> None:
    write_free_text(folder / "aalto.npz")
    sample = datasets.load_aalto()[0].sample()
    assert sample.keystrokes == (("KeyA", 0.0, 80.0), ("KeyB", 120.0, 190.0))


def test_a_part_of_a_session_starts_at_zero(folder: Path) -> None:
    write_free_text(folder / "aalto.npz")
    assert datasets.load_aalto()[0].sample(start=1).keystrokes == (("KeyB", 0.0, 70.0),)


def test_the_password_is_rebuilt_from_holds_and_gaps(folder: Path) -> None:
    write_cmu(folder / "cmu-strong-password.csv.gz")
    people = datasets.load_cmu()
    assert [person.subject for person in people] == ["s002", "s003"]
    assert people[1].repetition.tolist() == [1, 2]
    keystrokes = people[1].sample(1).keystrokes
    assert tuple(keystroke.code for keystroke in keystrokes) == datasets.PASSWORD_CODES
    assert [keystroke.press_ms for keystroke in keystrokes] == pytest.approx(np.arange(11) * 100.0)
    assert keystrokes[-1].release_ms == pytest.approx(1100.0)


def test_thirteen_keys_keep_their_overlaps(folder: Path) -> None:
    write_thirteen_keys(folder / "thirteen-keys.csv")
    first, second = datasets.load_thirteen_keys()
    assert (first.user, len(first), second.user, len(second)) == (1, 2, 2, 1)
    keystrokes = first.sample(0).keystrokes
    assert {keystroke.code for keystroke in keystrokes} == {"Unidentified"}
    assert keystrokes[1].press_ms < keystrokes[0].release_ms


@pytest.mark.parametrize("name", LOADERS)
def test_an_unset_variable_is_told(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KEYSTROKE_DATA", raising=False)
    with pytest.raises(DataError, match="set KEYSTROKE_DATA"):
        LOADERS[name]()


@pytest.mark.parametrize("name", LOADERS)
def test_a_folder_that_is_none_is_told(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KEYSTROKE_DATA", str(tmp_path / "nowhere"))
    with pytest.raises(DataError, match="no folder"):
        LOADERS[name]()


@pytest.mark.parametrize("name", LOADERS)
def test_a_missing_file_is_named(name: str, folder: Path) -> None:
    with pytest.raises(DataError, match=f"{name} is missing"):
        LOADERS[name]()


@pytest.mark.parametrize("name", LOADERS)
@pytest.mark.parametrize("content", [b"", b"no such data", b"PK\x03\x04 cut", b"\x1f\x8b\x08 cut"])
def test_a_corrupt_file_is_told(name: str, content: bytes, folder: Path) -> None:
    (folder / name).write_bytes(content)
    with pytest.raises(DataError, match=f"{name} can't be read"):
        LOADERS[name]()


@pytest.mark.parametrize("name", LOADERS)
def test_a_file_cut_short_is_told(name: str, folder: Path) -> None:
    path = folder / name
    WRITERS[name](path)
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(DataError, match=f"{name} can't be read"):
        LOADERS[name]()


@pytest.mark.parametrize(
    "changes",
    [
        {"gap_ms": np.zeros(4, np.uint16)},
        {"hold_ms": np.zeros(5, np.float64)},
        {"code": np.array([0, 1, 2, 0, 1], np.uint8)},
        {"code": np.array([{}] * 5)},
    ],
    ids=["too short", "wrong type", "unknown code", "objects"],
)
def test_columns_that_do_not_fit_are_told(changes: dict[str, Any], folder: Path) -> None:
    write_free_text(folder / "klicke.npz", **changes)
    with pytest.raises(DataError, match="can't be read"):
        datasets.load_klicke()


@pytest.mark.usefixtures("research_data")
def test_the_real_files_hold_what_was_published() -> None:
    klicke, aalto = datasets.load_klicke(), datasets.load_aalto()
    assert (len(klicke), len(np.unique(aalto.users))) == (4485, 1871)
    assert klicke.starts[-1] == 15_064_334
    assert {len(person) for person in datasets.load_cmu()} == {400}
    assert [len(person) for person in datasets.load_thirteen_keys()] == [8] * 110


@pytest.mark.usefixtures("research_data")
def test_every_real_attempt_is_a_valid_sample() -> None:
    password = [
        person.sample(index) for person in datasets.load_cmu() for index in range(0, 400, 40)
    ]
    thirteen = [person.sample(0) for person in datasets.load_thirteen_keys()]
    assert {len(sample.keystrokes) for sample in password} == {11}
    assert {len(sample.keystrokes) for sample in thirteen} == {13}
