"""The research data: typing of real people, read from the folder that ``KEYSTROKE_DATA`` names.

The files are never part of the project. What is wrong in them is told here and left as it is: who
learns from them decides what to leave out.
"""

import csv
import gzip
import os
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from inference.errors import DataError
from inference.sample import UNIDENTIFIED, Keystroke, Sample

FOLDER_VARIABLE = "KEYSTROKE_DATA"

PASSWORD_CODES = (
    "Period",
    "KeyT",
    "KeyI",
    "KeyE",
    "Digit5",
    "KeyR",  # typed with Shift held; no times of Shift were published
    "KeyO",
    "KeyA",
    "KeyN",
    "KeyL",
    "Enter",
)
"""The keys of ``.tie5Roanl`` and Return, which the people of the CMU set typed."""

_PASSWORD_COLUMNS = ("period", "t", "i", "e", "five", "Shift.r", "o", "a", "n", "l", "Return")
_UNREADABLE = (OSError, EOFError, ValueError, KeyError, zipfile.BadZipFile, zlib.error, csv.Error)


@dataclass(frozen=True)
class TypingSession:
    """What one person typed in one session, one entry per keystroke in order of the presses.

    Attributes
    ----------
    user, session
        Numbers of the person and the session in the data set.
    codes
        W3C ``code`` names that `code` points into.
    code
        Index of the key, shape (keystrokes,), uint8.
    gap_ms
        Press to press since the keystroke before, in whole milliseconds, 0 for the first, clipped
        at 65,535; shape (keystrokes,), uint16.
    hold_ms
        Press to release in whole milliseconds, shape (keystrokes,), uint16.
    """

    user: int
    session: int
    codes: tuple[str, ...]
    code: NDArray[np.uint8]
    gap_ms: NDArray[np.uint16]
    hold_ms: NDArray[np.uint16]

    def __len__(self) -> int:
        return len(self.code)

    def sample(self, start: int = 0, stop: int | None = None) -> Sample:
        """Give the keystrokes from `start` up to `stop` as a sample that starts at 0 ms."""
        gap_ms = self.gap_ms[start:stop].astype(np.float64)
        gap_ms[:1] = 0.0
        names = [self.codes[index] for index in self.code[start:stop]]
        return _sample(names, np.cumsum(gap_ms), self.hold_ms[start:stop])


@dataclass(frozen=True)
class FreeText:
    """A set of free typing; iterating gives one :class:`TypingSession` after the other.

    The sessions are views into three arrays over all keystrokes (60 MB for KLiCKe), so that going
    through all people copies nothing.

    Attributes
    ----------
    codes
        W3C ``code`` names that the entries of `code` point into.
    users, sessions
        Numbers of person and session, in order, each of shape (sessions,).
    starts
        Where each session starts, and the end of the last one; shape (sessions + 1,).
    code, gap_ms, hold_ms
        As in :class:`TypingSession`, over all sessions; shape (keystrokes,).
    """

    codes: tuple[str, ...]
    users: NDArray[np.int32]
    sessions: NDArray[np.int32]
    starts: NDArray[np.int64]
    code: NDArray[np.uint8]
    gap_ms: NDArray[np.uint16]
    hold_ms: NDArray[np.uint16]

    def __len__(self) -> int:
        return len(self.users)

    def __getitem__(self, index: int) -> TypingSession:
        if not 0 <= index < len(self):
            raise IndexError(index)
        part = slice(self.starts[index], self.starts[index + 1])
        return TypingSession(
            user=int(self.users[index]),
            session=int(self.sessions[index]),
            codes=self.codes,
            code=self.code[part],
            gap_ms=self.gap_ms[part],
            hold_ms=self.hold_ms[part],
        )

    def __iter__(self) -> Iterator[TypingSession]:
        return (self[index] for index in range(len(self)))


@dataclass(frozen=True)
class PasswordTypist:
    """One person of the CMU set, who typed ``.tie5Roanl`` and Return 400 times.

    Attributes
    ----------
    subject
        Name in the data set, such as ``s002``.
    session, repetition
        From 1 to 8, and from 1 to 50 within the session; each of shape (400,).
    hold_ms
        Press to release of the 11 keys, in milliseconds; shape (400, 11).
    gap_ms
        Press to press of neighbours, in milliseconds; shape (400, 10).
    """

    subject: str
    session: NDArray[np.int64]
    repetition: NDArray[np.int64]
    hold_ms: NDArray[np.float64]
    gap_ms: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.session)

    def sample(self, index: int) -> Sample:
        """Give one attempt, by its place among the 400, as a sample that starts at 0 ms.

        Shift isn't in it: no times of it were published.
        """
        press_ms = np.concatenate(([0.0], np.cumsum(self.gap_ms[index])))
        return _sample(PASSWORD_CODES, press_ms, self.hold_ms[index])


@dataclass(frozen=True)
class ThirteenKeysTypist:
    """One person of the thirteen-keys set, who typed one text of 13 keys 8 times.

    Attributes
    ----------
    user
        Number in the data set.
    press_ms, release_ms
        When each key went down and up, in milliseconds since the first press; shape (8, 13).
    """

    user: int
    press_ms: NDArray[np.float64]
    release_ms: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.press_ms)

    def sample(self, index: int) -> Sample:
        """Give one attempt, by its place among the 8; the keys are unknown."""
        press_ms = self.press_ms[index]
        return _sample([UNIDENTIFIED] * 13, press_ms, self.release_ms[index] - press_ms)


def data_folder() -> Path:
    """Give the folder of the research data.

    Raises
    ------
    DataError
        If ``KEYSTROKE_DATA`` isn't set or names no folder.
    """
    name = os.environ.get(FOLDER_VARIABLE, "")
    if not name:
        raise DataError(
            f"The research data is not there: set {FOLDER_VARIABLE} to the folder that holds it."
        )
    folder = Path(name)
    if not folder.is_dir():
        raise DataError(
            f"{FOLDER_VARIABLE} names {name}, which is no folder: set it to the folder that holds "
            "the research data."
        )
    return folder


def load_klicke() -> FreeText:
    """Load the KLiCKe essays (CC BY 4.0): 4,485 writers, one session each.

    Holds of Shift, Control and Tab were not recorded and are 0 ms, left and right Shift are one
    code, a key that is held repeats as rows of its own (Shift, Backspace, arrows), and 158 writers
    have more than a fifth of their holds at 5 ms or less. Long gaps are thinking.

    Raises
    ------
    DataError
        If the folder or the file is missing, or the file is no such data.
    """
    return _load_free_text("klicke.npz")


def load_aalto() -> FreeText:
    """Load the part of Aalto 136M: 1,871 typists, a session being one transcribed sentence.

    For evaluation only (non-commercial terms). The clock is a browser's, of 1 ms or coarser.

    References
    ----------
    Dhakal, V., Feit, A. M., Kristensson, P. O., & Oulasvirta, A. (2018). Observations on typing
    from 136 million keystrokes. CHI 2018.

    Raises
    ------
    DataError
        If the folder or the file is missing, or the file is no such data.
    """
    return _load_free_text("aalto.npz")


def load_cmu() -> tuple[PasswordTypist, ...]:
    """Load the CMU password set: 51 people, 8 sessions of 50 repetitions each.

    For evaluation only.

    References
    ----------
    Killourhy, K. S., & Maxion, R. A. (2009). Comparing anomaly-detection algorithms for keystroke
    dynamics. DSN 2009.

    Raises
    ------
    DataError
        If the folder or the file is missing, or the file is no such data.
    """
    with _reading("cmu-strong-password.csv.gz") as path:
        columns = _read_columns(path)
        session, repetition = (columns[name].astype(np.int64) for name in ("sessionIndex", "rep"))
        hold_ms = _milliseconds(columns, [f"H.{key}" for key in _PASSWORD_COLUMNS])
        gap_ms = _milliseconds(
            columns, [f"DD.{first}.{second}" for first, second in pairwise(_PASSWORD_COLUMNS)]
        )
        subjects = columns["subject"]
    return tuple(
        PasswordTypist(
            str(subjects[part.start]), session[part], repetition[part], hold_ms[part], gap_ms[part]
        )
        for part in _runs(subjects)
    )


def load_thirteen_keys() -> tuple[ThirteenKeysTypist, ...]:
    """Load the thirteen-keys set: 110 people, 8 samples each of one text, without key names.

    For evaluation only.

    Raises
    ------
    DataError
        If the folder or the file is missing, or the file is no such data.
    """
    with _reading("thirteen-keys.csv") as path:
        columns = _read_columns(path)
        users = columns["user"].astype(np.int64)
        press_ms, release_ms = (
            np.stack([columns[f"{event}-{key}"].astype(np.float64) for key in range(13)], axis=1)
            for event in ("press", "release")
        )
    return tuple(
        ThirteenKeysTypist(int(users[part.start]), press_ms[part], release_ms[part])
        for part in _runs(users)
    )


def _load_free_text(name: str) -> FreeText:
    # Opened here, since numpy leaves the file open where its content is damaged.
    with (
        _reading(name) as path,
        path.open("rb") as file,
        np.load(file, allow_pickle=False) as archive,
    ):
        starts, users, sessions = _session_bounds(archive["user"], archive["session"])
        free_text = FreeText(
            codes=tuple(map(str, archive["codes"])),
            users=users,
            sessions=sessions,
            starts=starts,
            code=archive["code"],
            gap_ms=archive["gap_ms"],
            hold_ms=archive["hold_ms"],
        )
        _check_columns(free_text)
    return free_text


def _session_bounds(
    user: NDArray[np.int32], session: NDArray[np.int32]
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int32]]:
    changes = np.flatnonzero((np.diff(user) != 0) | (np.diff(session) != 0)) + 1
    starts = np.concatenate(([0], changes, [len(user)]))
    return starts, user[starts[:-1]], session[starts[:-1]]


def _check_columns(free_text: FreeText) -> None:
    keystrokes = free_text.starts[-1]
    for column, kind in (("code", "uint8"), ("gap_ms", "uint16"), ("hold_ms", "uint16")):
        array = getattr(free_text, column)
        if array.dtype != kind or array.shape != (keystrokes,):
            raise ValueError(f"the column {column} isn't {keystrokes} values of {kind}")
    if free_text.code.max() >= len(free_text.codes):
        raise ValueError("the column code points outside the names of the codes")


@contextmanager
def _reading(name: str) -> Iterator[Path]:
    path = data_folder() / name
    if not path.is_file():
        raise DataError(f"{name} is missing from {path.parent}: put it there.")
    try:
        yield path
    except _UNREADABLE as error:
        raise DataError(
            f"{path} can't be read as research data ({error}): get it again."
        ) from error


def _read_columns(path: Path) -> dict[str, NDArray[np.str_]]:
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as file:
        header, *rows = csv.reader(file)
    return dict(zip(header, np.array(rows).T, strict=True))


def _milliseconds(columns: dict[str, NDArray[np.str_]], names: list[str]) -> NDArray[np.float64]:
    return np.stack([columns[name].astype(np.float64) for name in names], axis=1) * 1000.0


def _runs(labels: NDArray[Any]) -> Iterator[slice]:
    bounds = [0, *(np.flatnonzero(labels[1:] != labels[:-1]) + 1).tolist(), len(labels)]
    return (slice(start, stop) for start, stop in pairwise(bounds))


def _sample(codes: Sequence[str], press_ms: NDArray[np.float64], hold_ms: NDArray[Any]) -> Sample:
    releases = (press_ms + hold_ms).tolist()
    return Sample(list(map(Keystroke, codes, press_ms.tolist(), releases)))
