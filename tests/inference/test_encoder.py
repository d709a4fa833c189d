"""The bundled encoder, run by numpy."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given

from inference import Keystroke, Sample
from inference.arrays import read_arrays
from inference.bundle import ENCODER, bundled_models, load_bundle
from inference.encoder import Encoder
from inference.strokes import Strokes, strokes, windows
from inference.training.arrays import write_arrays
from tests.inference.strategies import samples
from tests.inference.typing import written


@pytest.fixture(scope="module")
def data() -> bytes:
    return load_bundle(bundled_models()).files[ENCODER]


@pytest.fixture(scope="module")
def encoder(data: bytes) -> Encoder:
    return Encoder.from_bytes(data)


def text(seed: int, *, person: int = 0) -> Strokes:
    return strokes(written(seed, 60, person=person))


def test_vectors_have_length_one_and_are_the_same_each_time(encoder: Encoder) -> None:
    vector = encoder.encode(text(1))
    assert vector.shape == (encoder.dimension,)
    assert np.linalg.norm(vector) == pytest.approx(1.0)
    np.testing.assert_array_equal(vector, encoder.encode(text(1)))


def test_one_person_s_texts_point_more_alike_than_two_people_s(encoder: Encoder) -> None:
    mine = [encoder.encode(text(seed)) for seed in range(4)]
    theirs = [encoder.encode(text(seed, person=1)) for seed in range(10, 14)]
    own = [float(one @ other) for one in mine for other in mine if one is not other]
    across = [float(one @ other) for one in mine for other in theirs]
    assert np.mean(own) > np.mean(across)


def test_unknown_keys_are_encoded_all_alike(encoder: Encoder) -> None:
    typed = text(1)
    for name in ("Unidentified", "IntlRo-of-a-keyboard-to-come"):
        unknown = Strokes((name,) * len(typed), typed.hold_ms, typed.press_press_ms, typed.shifted)
        vector = encoder.encode(unknown)
        if name == "Unidentified":
            expected = vector
        np.testing.assert_array_equal(vector, expected)


@given(samples)
def test_any_typing_can_be_encoded(sample: Sample) -> None:
    encoder = load_bundle(bundled_models()).encoder
    for window in windows(strokes(sample)):
        assert np.linalg.norm(encoder.encode(window)) == pytest.approx(1.0)


def test_extreme_times_can_be_encoded(encoder: Encoder) -> None:
    keys = [Keystroke("KeyA", 0.0, 1e308)] * 10 + [Keystroke("KeyB", 1e307, 1e308)] * 10
    assert np.all(np.isfinite(encoder.encode(strokes(Sample(keys)))))


def without_a_weight(data: bytes) -> bytes:
    arrays = read_arrays(data)
    del arrays["0.blocks.0.wide.bias"]
    return write_arrays(arrays)


def of_another_shape(data: bytes) -> bytes:
    arrays = read_arrays(data)
    arrays["0.join.weight"] = arrays["0.join.weight"][:, 1:]
    return write_arrays(arrays)


def not_finite(data: bytes) -> bytes:
    arrays = read_arrays(data)
    arrays["0.out.bias"] = np.full_like(arrays["0.out.bias"], np.nan)
    return write_arrays(arrays)


def without_a_network(data: bytes) -> bytes:
    arrays = read_arrays(data)
    return write_arrays({name: arrays[name] for name in ("codes", "holds", "intervals")})


@pytest.mark.parametrize(
    "damage", [without_a_weight, of_another_shape, not_finite, without_a_network]
)
def test_a_damaged_encoder_is_refused(data: bytes, damage: Callable[[bytes], bytes]) -> None:
    with pytest.raises((KeyError, ValueError)):
        Encoder.from_bytes(damage(data))
