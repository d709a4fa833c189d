"""Nobody is both learnt from and measured."""

from inference.training import split
from tests.inference.training.corpus import free_text


def test_measured_writers_are_never_learnt_from() -> None:
    texts = free_text(40, 1)
    learnt_from = (split.PRIORS, split.FIXED_CALIBRATION, split.ENCODER, split.FREE_CALIBRATION)
    learnt = set.union(*(split.writers(texts, digits) for digits in learnt_from))
    chosen, reported = split.writers(texts, split.VALIDATION), split.writers(texts, split.TEST)
    assert not learnt & (chosen | reported)
    assert not chosen & reported
    assert learnt | chosen | reported == set(range(40))


def test_the_free_mode_is_calibrated_on_people_whom_the_encoder_never_saw() -> None:
    assert not set(split.ENCODER) & set(split.FREE_CALIBRATION)
    assert not set(split.PRIORS) & set(split.FIXED_CALIBRATION)
