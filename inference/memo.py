"""Remember what was worked out of an object for as long as the object lives."""

import weakref
from collections.abc import Callable, Sequence
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


class GroupMemo(Generic[Key, Value]):
    """Remembers what a function made of the last group of objects, while all of them live.

    Objects are told apart by identity, as by :class:`Memo`; what the function gives must not hold
    them.

    Parameters
    ----------
    work_out
        The function.
    """

    def __init__(self, work_out: Callable[[Sequence[Key]], Value]) -> None:
        self._work_out = work_out
        self._last: tuple[tuple[int, ...], list[weakref.ref[Key]], Value] | None = None

    def __call__(self, group: Sequence[Key]) -> Value:
        """Give what the function makes of a group, whose order counts."""
        places, last = tuple(map(id, group)), self._last
        if last is not None and last[0] == places:
            return last[2]
        value = self._work_out(group)
        self._last = places, [weakref.ref(one, self._forget) for one in group], value
        return value

    def _forget(self, _: object) -> None:
        self._last = None
