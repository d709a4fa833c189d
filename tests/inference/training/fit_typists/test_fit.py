import json
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from inference.evaluation.datasets import load_klicke
from inference.simulation import typists
from inference.simulation.keyboard import keys_for
from inference.simulation.people import PEOPLE_FILE, People, people
from inference.training.fit_typists.keystrokes import typing_of_samples, typing_of_sessions
from inference.training.fit_typists.marginals import (
    PRACTISED,
    TEXTS,
    marginals,
    simulated_typing,
)
from inference.training.fit_typists.population import fit_people
from inference.training.population import usable

COMMITTED = json.loads(PEOPLE_FILE.read_text())["marginals"]


@pytest.fixture(scope="module")
def fitted() -> People:
    """What the fit makes of simulated people, whose numbers are known."""
    crowd = typists.typists(60, seed=20)
    return fit_people(
        typing_of_samples(
            [person.type(text, PRACTISED + again) for text in TEXTS for again in range(8)]
            for person in crowd
        )
    )


def test_the_fit_finds_how_people_differ(fitted: People) -> None:
    known = people()
    for found, expected in ((fitted.hold, known.hold), (fitted.gap, known.gap)):
        assert found.personal == pytest.approx(expected.personal, rel=0.1)
    assert np.sqrt(fitted.person_covariance.diagonal()) == pytest.approx(
        np.sqrt(known.person_covariance.diagonal()), rel=0.25
    )


def test_the_fit_finds_the_noise(fitted: People) -> None:
    known = people()
    assert fitted.person_mean[2:] == pytest.approx(known.person_mean[2:], abs=0.12)
    assert fitted.hold.noise[4:-4] == pytest.approx(known.hold.noise[4:-4], abs=0.2)
    assert fitted.tempo == pytest.approx(known.tempo, abs=0.02)
    assert fitted.rollover_noise == pytest.approx(known.rollover_noise, abs=0.03)
    assert fitted.rollover_habit == pytest.approx(known.rollover_habit, abs=0.05)


def test_the_fit_finds_what_people_share(fitted: People) -> None:
    pairs = tuple(np.transpose([pair for text in TEXTS for pair in pairwise(keys_for(text)[0])]))
    for found, expected in ((fitted.hold, people().hold), (fitted.gap, people().gap)):
        assert np.corrcoef(found.usual[pairs], expected.usual[pairs])[0, 1] > 0.85


def test_simulated_people_type_like_the_real_ones() -> None:
    simulated = marginals(simulated_typing(people(), n=160, seed=1))
    for name in ("hold_median_ms", "hold_range_ms", "gap_median_ms"):
        assert simulated[name] == pytest.approx(COMMITTED[name], rel=0.12), name
    assert simulated["gap_range_ms"] == pytest.approx(COMMITTED["gap_range_ms"], rel=0.2)
    assert simulated["overlap_share"] == pytest.approx(COMMITTED["overlap_share"], abs=0.08)
    for name in ("hold_within_over_between", "gap_within_over_between"):
        assert simulated[name] == pytest.approx(COMMITTED[name], rel=0.3), name


def test_other_people_would_be_noticed() -> None:
    slow = replace(people(), person_mean=np.add(people().person_mean, [0.0, 0.5, 0.0, 0.0]))
    simulated = marginals(simulated_typing(slow, n=20, seed=0))
    assert simulated["gap_median_ms"] != pytest.approx(COMMITTED["gap_median_ms"], rel=0.12)


@pytest.mark.usefixtures("research_data")
def test_the_committed_figures_are_those_of_the_essays() -> None:
    some = [text for text in list(load_klicke())[::20] if usable(text)]
    real = marginals(typing_of_sessions(some))
    for name, figures in COMMITTED.items():
        assert real[name] == pytest.approx(figures, rel=0.15), name
