import io
from typing import Any

import numpy as np
import pytest

from inference.cohort import Cohort


def npz(**arrays: Any) -> bytes:
    file = io.BytesIO()
    np.savez(file, **arrays)
    return file.getvalue()


def test_strangers_are_read_as_unit_vectors() -> None:
    cohort = Cohort.from_bytes(npz(vectors=np.array([[3, 4], [0, -127]], dtype=np.int8)))
    assert cohort.dimension == 2
    np.testing.assert_allclose(cohort.vectors, np.array([[0.6, 0.8], [0.0, -1.0]]))


def test_the_nearest_strangers_count() -> None:
    angles = np.deg2rad([0, 60, 90, 180])
    cohort = Cohort(np.column_stack([np.cos(angles), np.sin(angles)]))
    mean, spread = cohort.nearest(np.array([1.0, 0.0]), 2)
    assert mean == pytest.approx(0.75)
    assert spread == pytest.approx(0.25)
    assert cohort.nearest(np.array([1.0, 0.0]), 9)[0] == pytest.approx(0.125)


def test_equal_strangers_still_have_some_spread() -> None:
    assert Cohort(np.ones((3, 1))).nearest(np.ones(1), 2)[1] > 0


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04",
        npz(vectors=np.ones((2, 3)))[:-30],
        npz(vectors=np.ones(3)),
        npz(vectors=np.ones((0, 3))),
        npz(vectors=np.zeros((2, 3))),
        npz(vectors=np.full((2, 3), np.nan)),
        npz(vectors=np.array([["a", "b"]])),
        npz(vectors=np.array([[None, {}]], dtype=object)),
        npz(other=np.ones((2, 3))),
    ],
)
def test_what_is_no_cohort_is_refused(data: bytes) -> None:
    with pytest.raises((ValueError, KeyError)):
        Cohort.from_bytes(data)
