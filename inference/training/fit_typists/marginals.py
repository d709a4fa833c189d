"""How people type, in a few figures by which simulated ones are compared with real ones."""

from collections.abc import Callable
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from inference.simulation.people import People
from inference.simulation.typists import Typist
from inference.training.fit_typists.examples import (
    Examples,
    gap_examples,
    hold_examples,
    within_writer,
)
from inference.training.fit_typists.groups import Groups
from inference.training.fit_typists.keystrokes import (
    Typing,
    recorded,
    surroundings,
    typing_of_samples,
    within_word,
)

TEXTS: Final = (
    "I think that people should be able to do what they want in life as long as they do not hurt",
    "other people. There are many reasons why some of us have more success than others, and most",
    "of them have to do with the way in which we see the world. If you look at the things that you",
    "have done in the last year, you will find that the best of them took a lot of time and work.",
    "For example, when a person wants to learn something new, they need to know that it is not",
    "going to be easy. It would be wrong to say that luck has nothing to do with it, but because",
    "it comes and goes, it can not be the only thing which makes someone successful.",
)
"""What simulated people type: everyday words, as in the essays."""
PRACTISED: Final = 100_000
"""At which repetition: everyday words are nothing new to the fingers."""

_QUARTERS: Final = (0.25, 0.5, 0.75)


def simulated_typing(population: People, n: int, seed: int) -> Typing:
    """Let `n` simulated people type `TEXTS`."""
    people = [Typist(population, seed, number) for number in range(n)]
    return typing_of_samples([person.type(text, PRACTISED) for text in TEXTS] for person in people)


def marginals(typing: Typing) -> dict[str, list[float]]:
    """Describe how people type within words.

    Returns
    -------
    dict
        Quartiles over people of each person's median and interquartile range of holds and gaps, in
        milliseconds, and of the share of keys that go down before the one before is up. And for
        holds and gaps, on their scales and for the same pair of keys, the variance within people
        over that between them.
    """
    fluent = np.flatnonzero(within_word(surroundings(typing)) & recorded(typing))
    first_of_person = np.flatnonzero(np.diff(typing.writer[fluent])) + 1

    def quartiles(figure: Callable[[Any], Any], of: NDArray[Any]) -> list[float]:
        people = np.split(of[fluent], first_of_person)
        return [float(each) for each in np.quantile(list(map(figure, people)), _QUARTERS)]

    return {
        "hold_median_ms": quartiles(np.median, typing.hold_ms),
        "hold_range_ms": quartiles(_range, typing.hold_ms),
        "gap_median_ms": quartiles(np.median, typing.gap_ms),
        "gap_range_ms": quartiles(_range, typing.gap_ms),
        "overlap_share": quartiles(np.mean, typing.gap_ms < np.roll(typing.hold_ms, 1)),
        "hold_within_over_between": [_within_over_between(hold_examples(typing))],
        "gap_within_over_between": [_within_over_between(gap_examples(typing))],
    }


def _range(times_ms: NDArray[np.float64]) -> float:
    low, _, high = np.quantile(times_ms, _QUARTERS)
    return float(high - low)


def _within_over_between(examples: Examples) -> float:
    fluent = examples.within_words()
    deviation, _ = Groups(fluent.pair).deviation(fluent.scaled)
    between = Groups(within_writer(fluent.writer, fluent.pair)).covariance(deviation)
    return float(np.mean(deviation**2)) / between - 1.0
