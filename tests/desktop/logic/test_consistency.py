from desktop.logic.consistency import consistency
from inference.features import FixedFeatures
from inference.recognizer import Recognizer
from inference.sample import Keystroke, Sample
from tests.inference.typing import attempts, typed


def features(recognizer: Recognizer, samples: list[Sample]) -> list[FixedFeatures]:
    found = [recognizer.extract(sample) for sample in samples]
    return [each for each in found if isinstance(each, FixedFeatures)]


def unsteady_at(place: int) -> list[Sample]:
    samples = []
    for seed in range(8):
        keys = list(typed(seed).keystrokes)
        key = keys[place]
        keys[place] = Keystroke(key.code, key.press_ms, key.press_ms + 40 + 60 * (seed % 4))
        samples.append(Sample(keys))
    return samples


def test_two_attempts_say_nothing(recognizer: Recognizer) -> None:
    assert consistency(features(recognizer, attempts(2))) is None


def test_the_same_attempt_again_varies_nowhere(recognizer: Recognizer) -> None:
    found = consistency(features(recognizer, [typed(0)] * 5))
    assert found is not None
    assert found.mean == 0
    assert found.steadiness == "very_steady"
    assert (len(found.holds), len(found.intervals)) == (12, 11)


def test_the_key_that_varies_most_is_the_weakest(recognizer: Recognizer) -> None:
    found = consistency(features(recognizer, unsteady_at(6)))
    assert found is not None
    assert found.weakest[0] == 6
