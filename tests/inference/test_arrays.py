import io
import pickle

import numpy as np
import pytest

from inference.arrays import read_arrays


def npz(array: object) -> bytes:
    file = io.BytesIO()
    np.savez_compressed(file, one=np.asarray(array))
    return file.getvalue()


def test_arrays_are_read_by_name() -> None:
    assert read_arrays(npz([1, 2]))["one"].tolist() == [1, 2]


def test_objects_are_never_unpickled() -> None:
    with pytest.raises(ValueError, match="allow_pickle"):
        read_arrays(npz([{}]))
    with pytest.raises(ValueError, match="pickled"):
        read_arrays(pickle.dumps([1]))


def test_what_is_no_npz_file_is_refused() -> None:
    single = io.BytesIO()
    np.save(single, np.ones(3))
    good = npz(np.arange(1000))
    changed = bytearray(good)
    changed[len(good) // 2] ^= 255
    for wrong in (b"", b"text", b"PK\x03\x04", single.getvalue(), good[:-9], bytes(changed)):
        with pytest.raises(ValueError, match=r"npz|pickled"):
            read_arrays(wrong)
