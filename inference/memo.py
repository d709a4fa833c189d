"""Remember what was worked out of an object for as long as the object lives."""

import weakref
from collections.abc import Callable
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Memo(Generic[Key, Value]):
    """Calls a function once for each object.

    Objects are told apart by identity: they must not change, and comparing them may take long.

    Parameters
    ----------
    work_out
        The function.
    """

    def __init__(self, work_out: Callable[[Key], Value]) -> None:
        self._work_out = work_out
        self._known: dict[int, tuple[weakref.ref[Key], Value]] = {}

    def __call__(self, key: Key) -> Value:
        """Give what the function makes of an object."""
        known = self._known.get(id(key))
        if known is not None:
            return known[1]
        value, place = self._work_out(key), id(key)
        self._known[place] = weakref.ref(key, lambda _: self._known.pop(place, None)), value
        return value
