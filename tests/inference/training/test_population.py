import numpy as np

from inference.evaluation.datasets import TypingSession
from inference.keys import GENERIC
from inference.timing import timings
from inference.training.population import fit_population, runs, usable
from tests.inference.training.corpus import CODES, free_text


def session(names: list[str], gaps: list[int], holds: list[int]) -> TypingSession:
    return TypingSession(
        user=1,
        session=1,
        codes=CODES,
        code=np.array([CODES.index(name) for name in names], dtype=np.uint8),
        gap_ms=np.array(gaps, dtype=np.uint16),
        hold_ms=np.array(holds, dtype=np.uint16),
    )


def test_runs_join_over_shift_and_break_at_corrections() -> None:
    found = runs(
        session(
            ["KeyA", "ShiftLeft", "KeyB", "Backspace", "KeyC", "KeyD"],
            [0, 100, 100, 100, 100, 100],
            [50, 60, 70, 80, 90, 10_000],
        )
    )
    assert [CODES[index] for index in found.code] == ["KeyA", "KeyB", "KeyC", "KeyD"]
    assert found.press_press_ms.tolist() == [200, 200, 100]
    assert found.joined.tolist() == [True, False, True]
    assert found.shifted.tolist() == [True, False, False]
    assert found.hold_ms.tolist() == [50, 70, 90, 5_000]


def test_runs_agree_with_the_timings_of_the_same_sample() -> None:
    text = free_text(1, 3)[0]
    found, measured = runs(text), timings(text.sample())
    np.testing.assert_allclose(found.press_press_ms, measured.press_press_ms)
    np.testing.assert_allclose(found.hold_ms, measured.hold_ms)


def test_a_recorder_without_holds_is_left_out() -> None:
    assert usable(session(["KeyA"] * 10, [90] * 10, [80] * 10))
    assert not usable(session(["KeyA"] * 10, [90] * 10, [80] * 7 + [0] * 3))


def test_standardised_times_of_the_population_are_centred_with_unit_spread() -> None:
    texts = free_text(60, 40)
    population = fit_population(texts, set(range(60)))
    assert GENERIC in population.holds
    assert "KeyT KeyH" in population.intervals
    holds, intervals = (
        np.concatenate(parts) / 1024
        for parts in zip(
            *(population.standardise(timings(text.sample(0, 36))) for text in texts), strict=True
        )
    )
    for times in (holds, intervals):
        assert abs(np.median(times)) < 0.15
        assert 0.7 < np.median(times) - np.percentile(times, 15.87) < 1.3


def test_only_the_named_users_are_learnt_from() -> None:
    texts = free_text(60, 40)
    some, others = fit_population(texts, set(range(30))), fit_population(texts, set(range(30, 60)))
    assert some.holds["KeyT"] != others.holds["KeyT"]
