"""How long the product takes, on one core, with simulated typists."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

import numpy as np
from threadpoolctl import threadpool_limits

from inference.decision import Mode
from inference.evaluation.figures import figure, rounded
from inference.evaluation.product import extract
from inference.evaluation.tables import Table, figures_table
from inference.features import Features
from inference.recognizer import Recognizer, load_recognizer
from inference.simulation.typists import typists
from inference.template import Template

BARS_MS: Final = {
    "verify_fixed_ms": 0.5,
    "verify_fixed_200_samples_ms": 0.5,
    "verify_free_60_keys_ms": 5.0,
    "identify_among_10000_ms": 50.0,
    "load_bundle_ms": 100.0,
}
IMPORT_RATIO_BAR: Final = 1.6
TEMPLATES: Final = 10_000

_PHRASE: Final = "the quick brown fox, 7 times"
_SHORT_PHRASE: Final = ".tie5Roanl"
_TEXT: Final = "it rained on the way home, so we waited under a tree for it"
_MODES: Final[tuple[Mode, ...]] = ("fixed", "free")
_SEED: Final = 17
_PEOPLE: Final = 50
_ATTEMPTS: Final = 20
_SAMPLES: Final = 10
_COLD_STARTS: Final = 3
_IMPORTS: Final = 9

_IMPORT: Final = "import time; start = time.perf_counter(); {}; print(time.perf_counter() - start)"
_NUMPY: Final = "import numpy"
_RUNTIME: Final = "from inference import Keystroke, Sample, Template, load_recognizer"


def measure(
    load: Callable[[], Recognizer] = load_recognizer, templates: int = TEMPLATES
) -> dict[str, Any]:
    """Measure the medians that there are bars for, in milliseconds, and the import's ratio.

    Parameters
    ----------
    load
        Loads the model.
    templates
        How many to identify among.
    """
    with _one_core():
        recognizer = load()
        seen_ms, first_ms = _identify(recognizer, templates)
        measured = {
            "verify_fixed_ms": _verify_fixed(recognizer, _PHRASE, _SAMPLES),
            "verify_fixed_200_samples_ms": _verify_fixed(recognizer, _SHORT_PHRASE, 200),
            "verify_free_60_keys_ms": _verify_free(recognizer),
            "identify_among_10000_ms": seen_ms,
            "load_bundle_ms": _median_ms(lambda: _load_whole(load), repeats=9),
        }
        figures = {name: figure(value, BARS_MS[name]) for name, value in measured.items()}
        figures["import_over_numpy"] = figure(_import_ratio(), IMPORT_RATIO_BAR)
    return {
        "figures": figures,
        "templates": templates,
        "identify_first_time_ms": rounded(first_ms),
    }


def tables(result: Mapping[str, Any]) -> list[Table]:
    """Lay out what :func:`measure` gives."""
    first = f"{result['identify_first_time_ms']:.0f}"
    return [
        figures_table(result["figures"]),
        Table(
            f"Among {result['templates']:,} templates that were never compared before",
            ["", "ms"],
            [["identify", first]],
        ),
    ]


@contextmanager
def _one_core() -> Iterator[None]:
    """Keep this process, its children and its libraries on one core."""
    with threadpool_limits(1):
        if not hasattr(os, "sched_setaffinity"):  # only Linux has it
            yield
            return
        cores = os.sched_getaffinity(0)
        os.sched_setaffinity(0, {max(cores)})
        try:
            yield
        finally:
            os.sched_setaffinity(0, cores)


def _median_ms(action: Callable[[], object], repeats: int = 101) -> float:
    action()  # the first one fills caches
    return statistics.median(_once_ms(action) for _ in range(repeats))


def _once_ms(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return 1e3 * (time.perf_counter() - start)


def _verify_fixed(recognizer: Recognizer, phrase: str, samples: int) -> float:
    """Time the way from a sample to a decision."""
    (person,) = typists(1, _SEED)
    template = recognizer.enroll([person.type(phrase, repetition) for repetition in range(samples)])
    probe = person.type(phrase, samples)
    return _median_ms(lambda: recognizer.verify(template, probe))


def _verify_free(recognizer: Recognizer) -> float:
    (person,) = typists(1, _SEED)
    texts = [person.type(_TEXT, repetition) for repetition in range(6)]
    template = recognizer.enroll(texts[:5], mode="free")
    return _median_ms(lambda: recognizer.verify(template, texts[5]))


def _identify(recognizer: Recognizer, count: int) -> tuple[float, float]:
    """Time the way from features to a ranking, of templates seen before, and seen first."""
    templates, probe = _crowd(recognizer, count)
    first_ms = []
    for _ in range(_COLD_STARTS):
        fresh = {name: Template.from_bytes(one.to_bytes()) for name, one in templates.items()}
        first_ms.append(_once_ms(lambda: recognizer.identify(fresh, probe)))  # noqa: B023 (called now)
    seen_ms = _median_ms(lambda: recognizer.identify(templates, probe), repeats=11)
    return seen_ms, statistics.median(first_ms)


def _crowd(recognizer: Recognizer, count: int) -> tuple[dict[str, Template], Features]:
    """Make templates out of the attempts of 50 people, and a probe."""
    rng = np.random.default_rng(_SEED)
    attempts = [
        extract(recognizer, [person.type(_PHRASE, number) for number in range(_ATTEMPTS)], "fixed")
        for person in typists(_PEOPLE, _SEED)
    ]
    templates = {
        f"{number:05d}": recognizer.enroll(
            list(rng.choice(attempts[number % _PEOPLE], _SAMPLES, replace=False))
        )
        for number in range(count)
    }
    return templates, attempts[0][-1]


def _load_whole(load: Callable[[], Recognizer]) -> None:
    """Load the bundle and parse all of it, the encoder included."""
    recognizer = load()
    (person,) = typists(1, _SEED)
    for mode in _MODES:
        recognizer.min_samples(mode)
        recognizer.extract(person.type(_TEXT, 0), mode)


def _import_ratio() -> float:
    """Compare imports in fresh processes, in turns, so that both see the same machine."""
    times: dict[str, list[float]] = {_NUMPY: [], _RUNTIME: []}
    for _ in range(_IMPORTS):
        for statement, found in times.items():
            found.append(_fresh_import(statement))
    return statistics.median(times[_RUNTIME]) / statistics.median(times[_NUMPY])


def _fresh_import(statement: str) -> float:
    command = [sys.executable, "-c", _IMPORT.format(statement)]
    done = subprocess.run(command, capture_output=True, check=True, text=True)  # noqa: S603 (own code)
    return float(done.stdout)
