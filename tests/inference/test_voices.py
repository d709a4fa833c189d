import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from inference.bundle import bundled_models, load_bundle
from inference.detector import fit_reference, layout, stacked
from inference.voices import VOICES, voices

BUNDLE = load_bundle(bundled_models())
VALUES = st.floats(-32, 32, allow_subnormal=False)


def heard(vectors: np.ndarray, probe: np.ndarray) -> dict[str, float]:
    reference = fit_reference(vectors, layout((vectors.shape[1] + 1) // 2), BUNDLE.detector)
    raw = voices(reference, probe, BUNDLE.detector, BUNDLE.evidence)
    assert raw.shape == (1, len(VOICES))
    return dict(zip(VOICES, raw[0].tolist(), strict=True))


@given(arrays(float, (6, 7), elements=VALUES), arrays(float, 7, elements=VALUES))
def test_voices_are_finite(vectors: np.ndarray, probe: np.ndarray) -> None:
    raw = heard(vectors, probe)
    assert np.all(np.isfinite(list(raw.values())))
    assert -1 - 1e-9 <= raw["agreement"] <= 1 + 1e-9


def test_the_owner_sounds_unlike_a_stranger() -> None:
    rng = np.random.default_rng(3)
    usual = rng.normal(size=21)
    vectors = usual + 0.3 * rng.normal(size=(10, 21))
    own, other = heard(vectors, usual + 0.3 * rng.normal(size=21)), heard(vectors, -usual)
    assert own["evidence"] > 0 > other["evidence"]
    assert own["deviation"] < other["deviation"]
    assert own["nearest"] < other["nearest"]
    assert own["agreement"] > 0.5 > other["agreement"]
    assert own["stranger_deviation"] == other["stranger_deviation"]


def test_odd_typing_alone_is_no_evidence() -> None:
    """Whoever types oddly is unlike a usual template in every voice that looks at the probe."""
    rng = np.random.default_rng(3)
    vectors = 0.3 * rng.normal(size=(10, 21))
    usual, odd = heard(vectors, 0.3 * rng.normal(size=21)), heard(vectors, 6 * rng.normal(size=21))
    assert odd["evidence"] < usual["evidence"]
    assert odd["deviation"] > usual["deviation"]
    assert odd["nearest"] > usual["nearest"]
    assert odd["stranger_deviation"] == usual["stranger_deviation"]


def test_a_sample_that_came_before_is_near() -> None:
    rng = np.random.default_rng(3)
    vectors = rng.normal(size=(20, 21))
    vectors[-3:] = 2.0
    assert heard(vectors, vectors[-1])["nearest"] < heard(vectors, vectors[0])["nearest"]


def test_voices_of_many_templates_are_those_of_each() -> None:
    rng = np.random.default_rng(3)
    some = [
        fit_reference(rng.normal(size=(count, 21)), layout(11), BUNDLE.detector)
        for count in (5, 10, 80)
    ]
    probe = rng.normal(size=21)
    together = voices(stacked(some), probe, BUNDLE.detector, BUNDLE.evidence)
    alone = np.vstack([voices(one, probe, BUNDLE.detector, BUNDLE.evidence) for one in some])
    np.testing.assert_allclose(together, alone, rtol=0, atol=1e-12)
