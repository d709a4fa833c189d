"""Looks for what was typed, and when, in what a program left behind."""

import re
from collections.abc import Iterator

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from inference.sample import Sample

_DECIMAL = re.compile(rb"\d+\.\d+")
_INTEGER = re.compile(rb"\d+(?:\.\d+)?")
_SECONDS = re.compile(rb"\d+\.\d{3,}")
_PACKED = ("<f8", ">f8", "<f4", ">f4")
_NEAR_MS = 1.5
"""Captured times differ from the injected ones by less."""
_LIKE_A_SCORE_MS = 30.0
_BEYOND_ANY_TIME = 1e15
_IN_A_ROW = 3
"""One number may look like a time by chance; so many in a row don't."""


def leaks(content: bytes, phrase: str, samples: list[Sample]) -> set[str]:
    """Tell what of typing is in the content of a file.

    Parameters
    ----------
    content
        The file's content, text or not.
    phrase
        What was typed.
    samples
        With the times at which their keys really went down and up.

    Returns
    -------
    set of str
        Kinds of what was found; empty where there is nothing.
    """
    codes = {key.code for sample in samples for key in sample.keystrokes}
    texts = {phrase, *codes, "press_ms", "release_ms", "holds", "intervals", "vector"}
    found = {
        text
        for text in texts
        for encoding in ("utf-8", "utf-16-le", "utf-16-be")
        if text.encode(encoding) in content
    }
    for sample in samples:
        for kind, times_ms in _times(sample):
            if _written(content, times_ms):
                found.add(f"{kind} as text")
            if _packed(content, times_ms):
                found.add(f"{kind} as numbers")
    return found


def _times(sample: Sample) -> Iterator[tuple[str, NDArray[np.float64]]]:
    presses = np.array([key.press_ms for key in sample.keystrokes])
    releases = np.array([key.release_ms for key in sample.keystrokes])
    yield "presses", presses
    yield "releases", releases
    yield "presses and releases", np.column_stack([presses, releases]).ravel()
    yield "holds", releases - presses
    yield "intervals", np.diff(presses)


def _written(content: bytes, times_ms: NDArray[np.float64]) -> bool:
    """Tell whether any of the times is there as text, in milliseconds or seconds."""
    # In what isn't text, digits stand by chance; decimal points between them do not.
    in_ms = _INTEGER if content.isascii() else _DECIMAL
    return any(
        _near(times_ms[times_ms > _LIKE_A_SCORE_MS], _found(pattern, content) * scale).any()
        for pattern, scale in ((in_ms, 1), (_SECONDS, 1000))
    )


def _found(pattern: re.Pattern[bytes], content: bytes) -> NDArray[np.float64]:
    return np.array([float(number) for number in pattern.findall(content)])[:, None]


def _packed(content: bytes, times_ms: NDArray[np.float64]) -> bool:
    """Tell whether some of the times in a row are there as floats or doubles."""
    rows = sliding_window_view(times_ms, _IN_A_ROW)
    return any(
        _follows(row, numbers * scale)
        for numbers in _numbers(content)
        for scale in (1, 1000)
        for row in rows
    )


def _follows(row: NDArray[np.float64], numbers: NDArray[np.float64]) -> bool:
    starts = np.flatnonzero(_near(row[0], numbers[: 1 - len(row)]))
    return any(_near(row, numbers[start : start + len(row)]).all() for start in starts)


def _numbers(content: bytes) -> Iterator[NDArray[np.float64]]:
    """Read floats and doubles at every byte."""
    for dtype in _PACKED:
        size = np.dtype(dtype).itemsize
        for start in range(size):
            count = (len(content) - start) // size
            if count >= _IN_A_ROW:
                with np.errstate(invalid="ignore"):
                    numbers = np.frombuffer(content, dtype, count, start).astype(np.float64)
                yield np.clip(np.nan_to_num(numbers), -_BEYOND_ANY_TIME, _BEYOND_ANY_TIME)


def _near(
    times_ms: NDArray[np.float64] | np.float64, numbers: NDArray[np.float64]
) -> NDArray[np.bool_]:
    near: NDArray[np.bool_] = np.abs(numbers - times_ms) < _NEAR_MS
    return near
