"""Who types what in the demo: simulated typists, given samples, or recorded people."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final

from desktop.demo.replay import typeable
from desktop.logic.prompts import PROMPTS
from inference.decision import DEFAULT_FMR
from inference.errors import InputError
from inference.evaluation.datasets import PasswordTypist, load_cmu
from inference.features import MIN_SAMPLES
from inference.sample import Sample
from inference.simulation.typists import Typist, typists

PHRASE: Final = "quiet rivers carry old songs"
SEED: Final = 2
ENROLLED, PROBES, IMPOSTORS = 10, 10, 3

FREE_ENROLLED, FREE_PROBES, FREE_IMPOSTORS = 2, 2, 1
_PRACTISED: Final = 40
"""Nobody writes a sentence that often: they are typed like well-known words."""

REAL_PHRASE: Final = ".tie5Roanl"
REAL_FMR: Final = 0.05
REAL_ENROLLED: Final = 20
_ENROLLED_SESSION, _VERIFIED_SESSION = 4, 5


@dataclass(frozen=True)
class FreeText:
    """What is written where any text will do: another sentence each time.

    Parameters
    ----------
    enroll, genuine
        Of the person who is enrolled.
    impostor
        Of others.
    """

    enroll: tuple[Sample, ...]
    genuine: tuple[Sample, ...]
    impostor: tuple[Sample, ...]


@dataclass(frozen=True)
class Cast:
    """Everything that is typed.

    Parameters
    ----------
    source
        Where the typing comes from, for the report.
    people
        Whether real people typed it, or may have.
    phrase
        What all of them type.
    fmr
        Requested false match rate.
    enroll, genuine
        Attempts of the person who is enrolled.
    impostor
        Attempts of everybody else.
    free
        Free text, where there is any.
    """

    source: str
    people: bool
    phrase: str
    fmr: float
    enroll: tuple[Sample, ...]
    genuine: tuple[Sample, ...]
    impostor: tuple[Sample, ...]
    free: FreeText | None = None


def simulated_cast(seed: int = SEED) -> Cast:
    """Draw four simulated typists of one seed, the first enrolled; all equally practised."""
    owner, *others = typists(1 + IMPOSTORS, seed)
    later = range(ENROLLED, ENROLLED + PROBES)
    return Cast(
        source=f"simulated typists, seed {seed}",
        people=False,
        phrase=PHRASE,
        fmr=DEFAULT_FMR,
        enroll=tuple(owner.type(PHRASE, repetition) for repetition in range(ENROLLED)),
        genuine=tuple(owner.type(PHRASE, repetition) for repetition in later),
        impostor=tuple(other.type(PHRASE, repetition) for other in others for repetition in later),
        free=_free_text(owner, others[-1]),
    )


def _free_text(owner: Typist, other: Typist) -> FreeText:
    sentences = iter(PROMPTS)

    def written(writer: Typist, count: int) -> tuple[Sample, ...]:
        return tuple(writer.type(sentence, _PRACTISED) for sentence in islice(sentences, count))

    return FreeText(
        enroll=written(owner, FREE_ENROLLED),
        genuine=written(owner, FREE_PROBES),
        impostor=written(other, FREE_IMPOSTORS),
    )


def real_cast() -> Cast:
    """Take the first four people of the CMU set: one session enrolled, the next one verified.

    Repetitions 1 to 20 of session 4 enrol the first of them; the first 10 of session 5 verify,
    his own and those of the three others.

    Raises
    ------
    DataError
        If the data set isn't there.
    """
    owner, *others = sorted(load_cmu(), key=lambda person: person.subject)[: 1 + IMPOSTORS]
    return Cast(
        source="CMU, " + ", ".join(person.subject for person in (owner, *others)),
        people=True,
        phrase=REAL_PHRASE,
        fmr=REAL_FMR,
        enroll=_repetitions(owner, _ENROLLED_SESSION, REAL_ENROLLED),
        genuine=_repetitions(owner, _VERIFIED_SESSION, PROBES),
        impostor=tuple(
            sample for other in others for sample in _repetitions(other, _VERIFIED_SESSION, PROBES)
        ),
    )


def given_cast(path: Path) -> Cast:
    """Take samples from a file of JSON lines; the first typist is enrolled.

    Parameters
    ----------
    path
        Each line is ``{"typist": …, "role": "enroll" or "verify", "phrase": …, "sample": {…}}``.
        Shift and the closing Enter are added where a sample lacks them.

    Raises
    ------
    InputError
        If the file can't be used; the message names the line.
    """
    entries = _entries(path)
    owner, phrase = entries[0].typist, entries[0].phrase
    if any(entry.phrase != phrase for entry in entries):
        raise InputError("All lines must be of one phrase: split the file by phrase.")

    def chosen(wanted: Callable[[_Entry], bool]) -> tuple[Sample, ...]:
        return tuple(entry.sample for entry in entries if wanted(entry))

    enroll = chosen(lambda entry: entry.typist == owner and entry.role == "enroll")
    if len(enroll) < MIN_SAMPLES:
        raise InputError(
            f"The first typist has {len(enroll)} lines with the role 'enroll': give at least "
            f"{MIN_SAMPLES}."
        )
    return Cast(
        source=f"samples from {path.name}",
        people=True,
        phrase=phrase,
        fmr=DEFAULT_FMR,
        enroll=enroll,
        genuine=chosen(lambda entry: entry.typist == owner and entry.role == "verify"),
        impostor=chosen(lambda entry: entry.typist != owner and entry.role == "verify"),
    )


def _repetitions(person: PasswordTypist, session: int, count: int) -> tuple[Sample, ...]:
    places = [index for index, each in enumerate(person.session) if each == session][:count]
    return tuple(typeable(person.sample(index), REAL_PHRASE) for index in places)


@dataclass(frozen=True)
class _Entry:
    typist: str
    role: str
    phrase: str
    sample: Sample


def _entries(path: Path) -> Sequence[_Entry]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} can't be read: give a file of JSON lines.") from error
    entries = [_entry(place, line) for place, line in enumerate(lines, start=1) if line.strip()]
    if not entries:
        raise InputError(f"{path} is empty: give one JSON object a line.")
    return entries


def _entry(place: int, line: str) -> _Entry:
    try:
        document: Any = json.loads(line)
        entry = _Entry(
            str(document["typist"]),
            str(document["role"]),
            str(document["phrase"]),
            typeable(Sample.from_dict(document["sample"]), str(document["phrase"])),
        )
    except InputError as error:
        raise InputError(f"Line {place}: {error}") from error
    except (ValueError, TypeError, KeyError) as error:
        raise InputError(
            f"Line {place} is no object with typist, role, phrase and sample."
        ) from error
    if entry.role not in {"enroll", "verify"}:
        raise InputError(f"Line {place}: the role is either 'enroll' or 'verify'.")
    return entry
