import pytest

from desktop.logic.attempt_quality import inhuman, remark
from inference.sample import Keystroke, Sample
from tests.inference.typing import typed


def stretched(sample: Sample, factor: float) -> Sample:
    return Sample(
        [
            Keystroke(key.code, key.press_ms * factor, key.press_ms * factor + 60)
            for key in sample.keystrokes
        ]
    )


@pytest.mark.parametrize(("factor", "code"), [(1.0, None), (0.5, None), (0.1, "too_fast")])
def test_only_what_no_person_types_is_too_fast(factor: float, code: str | None) -> None:
    refusal = inhuman(stretched(typed(0), factor))
    assert (refusal.code if refusal else None) == code


def test_keys_that_are_hardly_held_are_no_persons() -> None:
    keys = typed(0).keystrokes
    assert inhuman(Sample([Keystroke(key.code, key.press_ms, key.press_ms + 5) for key in keys]))


def test_a_pause_is_remarked_with_its_place() -> None:
    keys = typed(0).keystrokes
    late = [Keystroke(key.code, key.press_ms + 1500, key.release_ms + 1500) for key in keys[4:]]
    found = remark(Sample([*keys[:4], *late]))
    assert found is not None
    assert found.place == 5
    assert remark(Sample(keys)) is None
