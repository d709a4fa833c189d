"""How surely replays are known, and how seldom real attempts are taken for one.

People enrol and type on, as in real use: each accepted attempt is remembered. Then what they typed
last, and what they enrolled with, is replayed, altered in several ways. What counts is what the
service does: a replay is accepted where the recogniser accepts it and the guard lets it pass.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final, NamedTuple

import numpy as np

from inference.bundle import ENCODER
from inference.decision import Mode
from inference.errors import EnrollmentError
from inference.evaluation.altered import ALTERATIONS, altered
from inference.evaluation.datasets import (
    FreeText,
    PasswordTypist,
    ThirteenKeysTypist,
    TypingSession,
)
from inference.evaluation.figures import figure, rounded
from inference.evaluation.tables import Table, figures_table, percent
from inference.recognizer import Recognizer
from inference.sample import Sample
from inference.service.replay import ReplayGuard, Seen
from inference.strokes import MIN_KEYS, strokes

REAL_BAR: Final = 0.001

_SEED: Final = 29
_REPLAYED: Final = 8
"""So many attempts of each person are replayed, each in all ways."""
_ENROLLED: Final = {"cmu": 10}
_ENROLLED_ELSE: Final = 5
_TOO_SHORT: Final = {"cmu, 6 keys": 6, "cmu, 8 keys": 8}
"""The beginning of the CMU set's password: too short for a bar."""
_TEXT_KEYS: Final = (40, 150)
"""Fewest and most keys of an attempt that is cut out of an essay."""
_MOST_TEXTS: Final = 30
_MANY: Final = 200
_REMEMBERED: Final = 30
_UP_MS: Final = 10
"""Nobody releases a key and presses it again within this."""
_NO_HOLD_MS: Final = 5
_WITHOUT_HOLDS: Final = 0.2


class Person(NamedTuple):
    """Everything that one person typed, oldest first."""

    data: str
    mode: Mode
    samples: Sequence[Sample]


class Findings(NamedTuple):
    """What was found of one person.

    Attributes
    ----------
    real
        Distance of each real attempt from the nearest one before it, in limits.
    replayed
        Distance of each replay, by its alteration.
    accepted
        Number of replays that were accepted, by their alteration.
    """

    real: list[float]
    replayed: Mapping[str, list[float]]
    accepted: Mapping[str, int]


def people(
    cmu: Sequence[PasswordTypist],
    thirteen_keys: Sequence[ThirteenKeysTypist],
    aalto: FreeText,
    klicke: FreeText,
    writers: set[int],
) -> Iterator[Person]:
    """Give the people of all sets.

    Parameters
    ----------
    cmu, thirteen_keys
        All of them.
    aalto
        Its even-numbered people: the others are there for choices.
    klicke, writers
        Of the essays those of the given writers, cut into attempts of various lengths.
    """
    for each in cmu:
        attempts = [each.sample(index) for index in range(len(each))]
        yield Person("cmu", "fixed", attempts)
        for data, keys in _TOO_SHORT.items():
            begun = [Sample(attempt.keystrokes[:keys]) for attempt in attempts]
            yield Person(data, "fixed", begun)
    for one in thirteen_keys:
        yield Person("thirteen keys", "fixed", [one.sample(index) for index in range(len(one))])
    sentences = defaultdict(list)
    for session in aalto:
        if session.user % 2 == 0:
            sentences[session.user].append(session.sample())
    for samples in list(sentences.values())[:_MANY]:
        yield Person("aalto", "free", samples)
    rng = np.random.default_rng(_SEED)
    for session in [one for one in klicke if one.user in writers][:_MANY]:
        ends = np.cumsum(rng.integers(*_TEXT_KEYS, _MOST_TEXTS, endpoint=True))
        inside = [0, *ends[ends <= len(session)].tolist()]
        cuts = [cut for cut in pairwise(inside) if is_typing(session, *cut)]
        yield Person("klicke", "free", [session.sample(start, stop) for start, stop in cuts])


def measure(recognizer: Recognizer, persons: Iterable[Person]) -> dict[str, Any]:
    """Measure how many replays are accepted and how many real attempts refused as replays.

    Parameters
    ----------
    recognizer
        With the model to be measured.
    persons
        See :func:`people`.
    """
    guard = ReplayGuard(recognizer.manifest["files"][ENCODER])
    rng = np.random.default_rng(_SEED)
    by_data: dict[str, list[Findings]] = defaultdict(list)
    for person in persons:
        found = _findings(recognizer, guard, person, rng)
        if found is not None:
            by_data[person.data].append(found)
    sets = {data: _summary(findings) for data, findings in by_data.items()}
    barred = {data: one for data, one in sets.items() if data not in _TOO_SHORT}
    accepted = sum(one["replays_accepted"] for one in barred.values())
    refused = {
        f"real_refused_{data.replace(' ', '_')}": figure(one["real_refused"], REAL_BAR)
        for data, one in barred.items()
    }
    return {
        "figures": {"replays_accepted": figure(accepted, 0), **refused},
        "replays": sum(one["replays"] for one in barred.values()),
        "sets": sets,
    }


def tables(result: Mapping[str, Any]) -> list[Table]:
    """Lay out what :func:`measure` gives."""
    sets = result["sets"]
    distances = [
        [f"{data}, {kind}", *(f"{value:.2f}" for value in one[kind])]
        for data, one in sets.items()
        for kind in ("real", "replayed")
    ]
    ways = [
        [data, *(str(one["accepted"][way]) for way in ALTERATIONS)] for data, one in sets.items()
    ]
    counts = [
        [
            data,
            str(one["people"]),
            str(one["real_attempts"]),
            percent(one["real_refused"], 2),
            str(one["replays"]),
            str(one["replays_accepted"]),
        ]
        for data, one in sets.items()
    ]
    quantiles = ["0.1%", "1%", "50%", "99%", "99.9%"]
    return [
        figures_table(result["figures"]),
        Table(
            f"{result['replays']:,} replays",
            ["", "people", "real attempts", "refused as replays", "replays", "accepted"],
            counts,
        ),
        Table("Replays accepted, by what was done to them", ["", *ALTERATIONS], ways),
        Table("Distance from the nearest earlier attempt, in limits", ["", *quantiles], distances),
    ]


def is_typing(session: TypingSession, start: int, stop: int) -> bool:
    """Tell whether a part of an essay is typing: no auto-repeat, and holds were recorded.

    A key that is held repeats as rows of its own in this data; real capture merges them.
    """
    code = session.code[start:stop]
    gap_ms, hold_ms = (each[start:stop].astype(int) for each in (session.gap_ms, session.hold_ms))
    up_ms = gap_ms[1:] - hold_ms[:-1]
    is_repeat = (code[1:] == code[:-1]) & (up_ms <= _UP_MS)
    return not is_repeat.any() and bool(np.mean(hold_ms <= _NO_HOLD_MS) < _WITHOUT_HOLDS)


def _findings(
    recognizer: Recognizer, guard: ReplayGuard, person: Person, rng: np.random.Generator
) -> Findings | None:
    """Let one person enrol, type on, and be replayed; None of whom can't enrol."""
    mode = person.mode
    samples = [one for one in person.samples if mode == "fixed" or len(strokes(one)) >= MIN_KEYS]
    count = _ENROLLED.get(person.data, _ENROLLED_ELSE)
    features = [recognizer.extract(sample, mode) for sample in samples]
    try:
        template = recognizer.enroll(features[:count], mode)
    except EnrollmentError:
        return None
    seen, real, known = Seen.nothing(), [], list(range(min(count, len(features))))
    for place in range(count, len(features)):
        probe = features[place]
        real.append(guard.distance(probe, template, seen))
        if recognizer.verify(template, probe).accepted:
            seen = seen.with_marks(guard.marks(probe))
            known.append(place)
    replayed: dict[str, list[float]] = defaultdict(list)
    accepted: dict[str, int] = defaultdict(int)
    # Of the last ones each has one row or two, so that all of these are remembered.
    recent = known[-_REMEMBERED:]
    for place in rng.choice(recent, min(_REPLAYED, len(recent)), replace=False).tolist():
        for way, alteration in ALTERATIONS.items():
            probe = recognizer.extract(altered(samples[place], alteration, rng), mode)
            distance = guard.distance(probe, template, seen)
            # Keys that are held longer may run into one: then nothing can be compared.
            if np.isinf(distance) and not recognizer.verify(template, probe).accepted:
                continue
            replayed[way].append(distance)
            passes = distance >= 1.0 and recognizer.verify(template, probe).accepted
            accepted[way] += passes
    return Findings(real, replayed, accepted)


def _summary(findings: Sequence[Findings]) -> dict[str, Any]:
    real = np.concatenate([one.real for one in findings])
    replayed = np.concatenate(
        [distances for one in findings for distances in one.replayed.values()]
    )
    accepted = {way: sum(one.accepted[way] for one in findings) for way in ALTERATIONS}
    return {
        "people": len(findings),
        "real_attempts": len(real),
        "real_refused": rounded(np.mean(real < 1.0)),
        "replays": len(replayed),
        "replays_accepted": sum(accepted.values()),
        "accepted": accepted,
        "real": _quantiles(real),
        "replayed": _quantiles(replayed),
    }


def _quantiles(distances: Sequence[float] | np.ndarray[Any, Any]) -> list[float]:
    return [rounded(value) for value in np.quantile(distances, (0.001, 0.01, 0.5, 0.99, 0.999))]
