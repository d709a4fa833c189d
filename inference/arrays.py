"""Arrays of a model file, in numpy's npz format without pickles."""

import io
from typing import Any

import numpy as np
from numpy.typing import NDArray


def read_arrays(data: bytes) -> dict[str, NDArray[Any]]:
    """Read all arrays of an npz file, by name.

    Raises
    ------
    ValueError
        If it is no npz file, is damaged, or holds objects.
    """
    # Not loaded by whoever reads no npz file.
    from zipfile import BadZipFile  # noqa: PLC0415
    from zlib import error as ZlibError  # noqa: N812, PLC0415

    try:
        archive = np.load(io.BytesIO(data), allow_pickle=False)
        return {name: archive[name] for name in archive.files}
    except (BadZipFile, ZlibError, AttributeError, EOFError, OSError, NotImplementedError) as error:
        raise ValueError("no npz file, or a damaged one") from error
