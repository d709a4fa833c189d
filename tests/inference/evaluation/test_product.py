import numpy as np
import pytest

from inference.evaluation.figures import failures, requested_figures
from inference.evaluation.metrics import REFUSED
from inference.evaluation.product import TrialVerdicts, extract, judge, verify
from inference.evaluation.protocols import Attempts, Trial
from inference.recognizer import Recognizer
from tests.inference.free_model import free_recognizer
from tests.inference.typing import attempts, written

NOBODY = np.zeros(2, dtype=int)


def features_of(recognizer: Recognizer, count: int, *, person: int = 0) -> Attempts:
    return extract(recognizer, attempts(count, person=person), "fixed")


def test_the_product_is_judged_through_its_public_surface(recognizer: Recognizer) -> None:
    own, others = features_of(recognizer, 8), features_of(recognizer, 2, person=1)
    verdicts = judge(recognizer, Trial(own[:5], own[5:], others, NOBODY), "fixed")
    template = recognizer.enroll(attempts(5))
    for part, probes in ((verdicts.genuine, own[5:]), (verdicts.impostor, others)):
        for score, accepted, probe in zip(part.score, part.accepted, probes, strict=True):
            decision = recognizer.verify(template, probe)
            strict = recognizer.verify(template, probe, fmr=0.001)
            assert score == decision.score
            assert accepted.tolist() == [decision.accepted, strict.accepted]


def test_a_refused_probe_scores_less_than_any_other(recognizer: Recognizer) -> None:
    template = recognizer.enroll(attempts(5))
    other_phrase = recognizer.extract(written(1), "fixed")
    assert verify(recognizer, template, other_phrase).score == REFUSED


def test_a_text_that_is_too_short_counts_as_not_accepted() -> None:
    recognizer = free_recognizer()
    texts = extract(recognizer, [written(number) for number in range(4)], "free")
    short = extract(recognizer, attempts(2), "free")
    verdicts = judge(recognizer, Trial(texts[:2], short, texts[2:], NOBODY), "free")
    assert verdicts.genuine.score.tolist() == [REFUSED] * 2
    assert not verdicts.genuine.accepted.any()
    assert failures([verdicts]) == {"failures_to_enroll": 0, "refused_probes": 2}


def test_who_can_not_be_enrolled_is_counted_and_never_accepted(recognizer: Recognizer) -> None:
    own = features_of(recognizer, 8)
    enrolled = judge(recognizer, Trial(own[:5], own[5:7], own[5:7], NOBODY), "fixed")
    failed = judge(recognizer, Trial(own[:4], own[5:7], own[5:7], NOBODY), "fixed")
    assert enrolled.enrolled
    assert enrolled.genuine.accepted.all()
    assert not failed.enrolled
    assert not failed.genuine.accepted.any()
    assert failures([enrolled, failed]) == {"failures_to_enroll": 1, "refused_probes": 0}
    both = requested_figures([enrolled, failed])
    assert both[0] == {"requested_fmr": 0.01, "fmr": 0.5, "fnmr": 0.5}


@pytest.mark.parametrize("mode", ["fixed", "free"])
def test_features_are_extracted_in_the_mode_asked_for(mode: str) -> None:
    (features,) = extract(free_recognizer(), [written(1)], "free" if mode == "free" else "fixed")
    assert features.mode == mode


def test_verdicts_give_their_scores(recognizer: Recognizer) -> None:
    own = features_of(recognizer, 7)
    verdicts: TrialVerdicts = judge(recognizer, Trial(own[:5], own[5:], own[5:], NOBODY), "fixed")
    assert verdicts.scores.genuine is verdicts.genuine.score
