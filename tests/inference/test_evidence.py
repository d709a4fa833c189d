import json

import numpy as np
import pytest

from inference.bundle import bundled_models, load_bundle
from inference.detector import Reference, fit_reference, layout, stacked
from inference.evidence import ASPECTS, Evidence, aspects

BUNDLE = load_bundle(bundled_models())
RNG = np.random.default_rng(3)
USUAL = RNG.normal(size=21)


def reference(samples: int = 10) -> Reference:
    vectors = USUAL + 0.4 * RNG.normal(size=(samples, 21))
    return fit_reference(vectors, layout(11), BUNDLE.detector)


def test_its_json_gives_back_the_same_network() -> None:
    document = json.loads(json.dumps(BUNDLE.evidence.to_dict()))
    assert Evidence.from_dict(document).to_dict() == BUNDLE.evidence.to_dict()


def test_layers_that_do_not_fit_are_refused() -> None:
    document = BUNDLE.evidence.to_dict()
    document["output"] = document["output"][:-1]
    with pytest.raises(ValueError, match="layers"):
        Evidence.from_dict(document)


def test_usual_values_speak_for_the_owner_and_far_ones_against() -> None:
    ratios = BUNDLE.evidence(reference(), USUAL)[0]
    assert np.all(ratios > 0)
    far = BUNDLE.evidence(reference(), USUAL + 3)[0]
    assert np.all(far < -1)


def test_one_probe_for_all_or_one_for_each() -> None:
    both = stacked([reference(5), reference(30)])
    probe = RNG.normal(size=21)
    np.testing.assert_array_equal(
        BUNDLE.evidence(both, probe), BUNDLE.evidence(both, np.vstack([probe, probe]))
    )


def test_templates_do_not_mind_each_other() -> None:
    some = [reference(samples) for samples in (5, 8, 30)]
    together = BUNDLE.evidence(stacked(some), USUAL)
    alone = np.vstack([BUNDLE.evidence(one, USUAL) for one in some])
    np.testing.assert_allclose(together, alone, rtol=0, atol=1e-12)


def test_a_rare_habit_is_described_as_such() -> None:
    vectors = 4 + np.tile([0.5, 0.0, -3.0, 0.75, -0.75], (5, 1))  # slow as well, which is not rare
    described = aspects(fit_reference(vectors, layout(3), BUNDLE.detector), np.zeros(5))
    assert described[10, 0].tolist() == [0.5, 0.0, -1.0, 0.75, -0.75]
    assert described[11, 0].tolist() == [0.5, 0.0, 1.0, 0.75, 0.75]


def test_new_and_old_habits_are_told_apart() -> None:
    vectors = np.repeat([[0.0] * 5, [1.0] * 5], [60, 6], axis=0)
    described = aspects(fit_reference(vectors, layout(3), BUNDLE.detector), np.ones(5))
    assert np.all(described[12:14] == 0)
    assert np.all(described[14:16] > 0)


def test_values_are_described_by_finite_numbers_however_wild() -> None:
    described = aspects(reference(5), np.full(21, 1e6))
    assert described.shape == (ASPECTS, 1, 21)
    assert np.all(np.isfinite(described))


def test_a_value_beside_counts_only_where_it_belongs() -> None:
    usual = reference()
    changed = USUAL.copy()
    changed[0] += 2  # the first hold: its own interval, the 12th value, starts with the same press
    moved = np.flatnonzero(BUNDLE.evidence(usual, changed)[0] != BUNDLE.evidence(usual, USUAL)[0])
    assert moved.tolist() == [0, 11]
