import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from inference.errors import InputError
from inference.evaluation.detectors.distances import ScaledManhattan
from inference.evaluation.detectors.times import attempt_times
from inference.evaluation.metrics import equal_error_rate
from inference.evaluation.protocols import killourhy_maxion, score_trial
from inference.sample import Sample
from inference.simulation.people import people
from inference.simulation.typists import REPETITIONS_PER_DAY, Typist, typists
from inference.us_layout import key_for

CMU_PHRASE = ".tie5Roanl"
PHRASE = "the quick brown fox, 7 times"

us_text = st.text(
    st.sampled_from([chr(code) for code in range(ord(" "), ord("~") + 1)]), max_size=40
)


def times_ms(sample: Sample) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Holds and gaps of the keys that make characters, and of Enter."""
    keystrokes = [each for each in sample.keystrokes if each.code != "ShiftLeft"]
    press_ms = np.array([each.press_ms for each in keystrokes])
    release_ms = np.array([each.release_ms for each in keystrokes])
    return release_ms - press_ms, np.diff(press_ms)


def attempts(person: Typist, phrase: str, repetitions: range) -> NDArray[np.float64]:
    holds_ms, gaps_ms = zip(
        *(times_ms(person.type(phrase, repetition)) for repetition in repetitions), strict=True
    )
    return attempt_times(np.array(holds_ms), np.array(gaps_ms))


def test_shift_is_typed_for_capitals_and_enter_at_the_end() -> None:
    (person,) = typists(1, seed=1)
    assert [keystroke.code for keystroke in person.type(CMU_PHRASE, 0).keystrokes] == [
        "Period",
        "KeyT",
        "KeyI",
        "KeyE",
        "Digit5",
        "ShiftLeft",
        "KeyR",
        "KeyO",
        "KeyA",
        "KeyN",
        "KeyL",
        "Enter",
    ]


def test_one_shift_serves_a_run_of_capitals() -> None:
    (person,) = typists(1, seed=1)
    codes = [keystroke.code for keystroke in person.type("ABc De", 0).keystrokes]
    assert codes.count("ShiftLeft") == 2


@given(us_text, st.integers(0, 3), st.integers(0, 10**9))
def test_what_is_typed_spells_the_phrase(phrase: str, number: int, repetition: int) -> None:
    sample = Typist(people(), 5, number).type(phrase, repetition)
    shifts = [each for each in sample.keystrokes if each.code == "ShiftLeft"]
    others = [each for each in sample.keystrokes if each.code != "ShiftLeft"]
    spelt = [
        (each.code, any(shift.press_ms <= each.press_ms < shift.release_ms for shift in shifts))
        for each in others
    ]
    assert spelt == [*map(key_for, phrase), ("Enter", False)]


@given(us_text)
def test_a_key_is_up_before_it_goes_down_again(phrase: str) -> None:
    sample = typists(1, seed=3)[0].type(phrase, 0)
    for first, second in itertools.combinations(sample.keystrokes, 2):
        assert first.code != second.code or first.release_ms <= second.press_ms


def test_the_same_person_and_repetition_give_the_same_sample() -> None:
    first, again = (typists(3, seed=8)[2] for _ in range(2))
    again.type(CMU_PHRASE, 70)
    again.type(PHRASE, 2)
    assert first.type(PHRASE, 120) == again.type(PHRASE, 120)


def test_more_people_leave_the_first_ones_as_they_are() -> None:
    assert typists(1, seed=8)[0].type(PHRASE, 0) == typists(9, seed=8)[0].type(PHRASE, 0)


def test_repetitions_people_and_seeds_differ() -> None:
    first, second = typists(2, seed=8)
    (other,) = typists(1, seed=9)
    samples = {first.type(PHRASE, 0), first.type(PHRASE, 1), second.type(PHRASE, 0)}
    assert len(samples | {other.type(PHRASE, 0)}) == 4


def test_a_character_that_no_us_keyboard_has_is_told() -> None:
    with pytest.raises(InputError, match="US keyboard"):
        typists(1, seed=1)[0].type("müde", 0)


def test_practice_makes_faster() -> None:
    people = typists(20, seed=2)

    def duration_ms(repetitions: range) -> float:
        all_times = [attempts(person, CMU_PHRASE, repetitions)[:, 11:21] for person in people]
        return float(np.median(np.sum(all_times, axis=2)))

    assert duration_ms(range(5)) > 1.1 * duration_ms(range(200, 205))


def test_a_person_is_less_alike_on_far_days_than_on_one() -> None:
    start = 10 * REPETITIONS_PER_DAY  # practice changes little any more
    same_day, far_days = [], []
    for person in typists(12, seed=4):
        early = np.median(attempts(person, CMU_PHRASE, range(start, start + 25)), axis=0)
        late = np.median(attempts(person, CMU_PHRASE, range(start + 25, start + 50)), axis=0)
        far = start + 20 * REPETITIONS_PER_DAY
        after = np.median(attempts(person, CMU_PHRASE, range(far, far + 25)), axis=0)
        same_day.append(np.abs(early - late).mean())
        far_days.append(np.abs(early - after).mean())
    assert np.mean(far_days) > 1.2 * np.mean(same_day)


def test_keys_of_one_attempt_share_its_tempo() -> None:
    correlations = []
    for person in typists(15, seed=6):
        holds = attempts(person, PHRASE, range(500, 550))[:, : len(PHRASE) + 1]
        correlation = np.asarray(np.corrcoef(holds, rowvar=False))
        apart = np.abs(np.subtract.outer(np.arange(len(holds[0])), np.arange(len(holds[0]))))
        correlations.append(correlation[apart > 3].mean())
    assert np.mean(correlations) == pytest.approx(0.07, abs=0.03)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_simulated_people_are_as_hard_to_tell_apart_as_real_ones(seed: int) -> None:
    """Scaled Manhattan has a mean EER of 9.6% on real people (Killourhy & Maxion, 2009)."""
    people = [attempts(person, CMU_PHRASE, range(400)) for person in typists(50, seed)]
    trials = [score_trial(ScaledManhattan(), trial) for trial in killourhy_maxion(people)]
    eers = np.array([equal_error_rate(*trial) for trial in trials])
    assert 0.07 <= eers.mean() <= 0.12
    assert eers.std(ddof=1) == pytest.approx(0.069, abs=0.025)
