"""Strokes as training reads them out of free text, and the windows drawn from them."""

from dataclasses import replace

import numpy as np

from inference.evaluation.datasets import TypingSession
from inference.strokes import strokes
from inference.training.encoder.augmentation import augmented
from inference.training.encoder.corpus import CODES, Batch, Corpus, Sampler
from inference.training.encoder.recipe import Recipe
from tests.inference.training.corpus import free_text

RECIPE = Recipe(people=4, windows=3, enrolled=2, lengths=(20, 30), shortest=0.5)


def session(names: str, gap_ms: list[int], hold_ms: list[int]) -> TypingSession:
    codes = ("ShiftLeft", "KeyA", "KeyB", "Backspace", "Tab", "NumpadEnter", "F1")
    return TypingSession(
        user=1,
        session=0,
        codes=codes,
        code=np.array([codes.index(name) for name in names.split()], dtype=np.uint8),
        gap_ms=np.array(gap_ms, dtype=np.uint16),
        hold_ms=np.array(hold_ms, dtype=np.uint16),
    )


TYPED = session(
    "ShiftLeft KeyA Tab KeyB F1 ShiftLeft KeyA Backspace NumpadEnter",
    [0, 50, 100, 100, 30, 30, 40, 200, 9000],
    [0, 80, 0, 90, 5, 0, 70, 60, 7000],
)


def test_training_measures_strokes_as_the_program_does() -> None:
    corpus, typed = Corpus.of([TYPED]), strokes(TYPED.sample())
    enter = ["Enter" if code == "NumpadEnter" else code for code in typed.codes]
    assert [CODES[place] for place in corpus.code] == enter
    np.testing.assert_array_equal(corpus.hold_ms, typed.hold_ms)
    np.testing.assert_array_equal(corpus.gap_ms, typed.press_press_ms)
    np.testing.assert_array_equal(corpus.shifted, typed.shifted)
    assert corpus.shifted.tolist() == [True, False, True, False, False]


def test_a_held_backspace_is_one_stroke() -> None:
    held = session("KeyA Backspace Backspace Backspace KeyB", [0, 200, 500, 33, 150], [9] * 5)
    # The second press comes after half a second: somebody pressed again, and then held it.
    assert Corpus.of([held]).gap_ms.tolist() == [0, 200, 500, 183]


def corpus_of(people: int) -> Corpus:
    return Corpus.of(free_text(people, 6))


def test_batches_hold_windows_of_as_many_people_as_asked_for() -> None:
    sampler = Sampler([corpus_of(7), corpus_of(9)], RECIPE)
    assert sampler.people == 16
    batch, person = sampler.draw(np.random.default_rng(1))
    assert batch.code.shape[0] == len(person) == 12
    assert [len(set(person[start : start + 3])) for start in range(0, 12, 3)] == [1] * 4
    assert np.all(person[:6] < 7)
    assert np.all(person[6:] >= 7)
    lengths = batch.mask.sum(axis=1)
    width = batch.code.shape[1]
    assert np.all((lengths >= width // 2) & (lengths <= width))
    assert np.all(batch.gap_ms[:, 0] == 0)
    assert not np.any(batch.hold_ms[batch.mask == 0])


def test_the_same_seed_draws_the_same_batch() -> None:
    sampler = Sampler([corpus_of(6)], RECIPE)
    once, again = (sampler.draw(np.random.default_rng(3)) for _ in range(2))
    for one, other in zip((*once[0], once[1]), (*again[0], again[1]), strict=True):
        np.testing.assert_array_equal(one, other)


def drawn() -> Batch:
    return Sampler([corpus_of(6)], RECIPE).draw(np.random.default_rng(2))[0]


STILL = replace(RECIPE, key_dropout=0.0, nameless=0.0, coarse=0.0, jitter_ms=0.0, clipped=0.0)


def test_without_augmentation_nothing_changes() -> None:
    batch = drawn()
    same = augmented(batch, STILL, np.random.default_rng(1))
    for one, other in zip(batch, same, strict=True):
        np.testing.assert_allclose(np.asarray(one, float), np.asarray(other, float))


def test_a_coarse_clock_gives_whole_ticks() -> None:
    coarse = augmented(drawn(), replace(STILL, coarse=1.0, clocks_ms=(16.0,)), rng())
    assert np.all(coarse.gap_ms % 16 == 0)
    assert np.all(coarse.hold_ms % 16 == 0)
    plain = drawn()
    assert np.all(np.abs(coarse.gap_ms - plain.gap_ms) <= 16)


def test_pauses_are_cut() -> None:
    cut = augmented(drawn(), replace(STILL, clipped=1.0, pause_ms=(150.0, 151.0)), rng())
    assert cut.gap_ms.max() <= 151
    assert drawn().gap_ms.max() > 151


def test_some_people_have_no_known_key() -> None:
    unknown = augmented(drawn(), replace(STILL, nameless=0.5), rng())
    nameless = (unknown.code == 0).all(axis=1).reshape(-1, RECIPE.windows)
    assert np.all(nameless.all(axis=1) == nameless.any(axis=1))
    assert nameless.any()
    assert not nameless.all()


def rng() -> np.random.Generator:
    return np.random.default_rng(4)
