"""Made-up people as files of the research data."""

import csv
import gzip
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

from inference.evaluation.datasets import FreeText, PasswordTypist, ThirteenKeysTypist

_PASSWORD = ("period", "t", "i", "e", "five", "Shift.r", "o", "a", "n", "l", "Return")


def write_passwords(folder: Path, people: Sequence[PasswordTypist]) -> None:
    header = ["subject", "sessionIndex", "rep", *(f"H.{key}" for key in _PASSWORD)]
    header += [f"DD.{first}.{second}" for first, second in pairwise(_PASSWORD)]
    with gzip.open(folder / "cmu-strong-password.csv.gz", "wt") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for person in people:
            for index in range(len(person)):
                seconds = np.concatenate((person.hold_ms[index], person.gap_ms[index])) / 1000
                head = [person.subject, person.session[index], person.repetition[index]]
                writer.writerow([*head, *seconds.round(4)])


def write_thirteen_keys(folder: Path, people: Sequence[ThirteenKeysTypist]) -> None:
    header = ["user"] + [f"{event}-{key}" for key in range(13) for event in ("press", "release")]
    with (folder / "thirteen-keys.csv").open("w") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for person in people:
            for pair in zip(person.press_ms, person.release_ms, strict=True):
                writer.writerow([person.user, *np.stack(pair, axis=1).ravel().round(2)])


def write_free_text(path: Path, texts: FreeText) -> None:
    lengths = np.diff(texts.starts)
    np.savez(
        path,
        user=np.repeat(texts.users, lengths),
        session=np.repeat(texts.sessions, lengths),
        code=texts.code,
        gap_ms=texts.gap_ms,
        hold_ms=texts.hold_ms,
        codes=np.array(texts.codes),
    )
