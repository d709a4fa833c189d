"""What services still have to be told: noted before it is tried, and tried until it is taken."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from desktop.logic.documents import Documents
from inference.errors import KeystrokeError
from inference.stores.sqlite import SqliteStore


class Letter(Protocol):
    """One thing to tell a service."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def id(self) -> str:
        """Which one."""

    @property
    def since(self) -> str:
        """When it was noted, ISO 8601 in UTC."""


_Letter = TypeVar("_Letter", bound=Letter)


class Outbox(Generic[_Letter]):
    """Keeps letters of one kind, encrypted, until their services have taken them.

    A letter is noted before it is tried, so that neither a crash nor a network that is away loses
    it. Each is tried by one thread at a time.

    Parameters
    ----------
    store
        Where they are kept.
    kind
        What they are, such as ``pending_deletion``.
    read
        Makes a letter of its document.
    deliver
        Tells the service; raises what kept it from being told. It removes the letter itself, in
        the same transaction as it keeps what came of it.
    """

    def __init__(
        self,
        store: SqliteStore,
        kind: str,
        read: Callable[[dict[str, Any]], _Letter],
        deliver: Callable[[_Letter], None],
    ) -> None:
        self._documents = Documents(store, kind)
        self._read = read
        self._deliver = deliver
        self._lock = threading.Lock()
        self._in_hand: set[str] = set()

    def note(self, letter: _Letter) -> None:
        """Keep a letter, in place of one with the same id."""
        self._documents.put(letter.id, asdict(letter))

    def get(self, letter_id: str) -> _Letter | None:
        """Give a letter that waits; None where it doesn't any more."""
        document = self._documents.get(letter_id)
        return None if document is None else self._read(document)

    def waiting(self) -> list[_Letter]:
        """Give all letters, the oldest first."""
        letters = map(self._read, self._documents.all().documents.values())
        return sorted(letters, key=lambda letter: letter.since)

    def remove(self, letter_id: str) -> None:
        """Forget a letter; nothing happens where there is none."""
        self._documents.delete(letter_id)

    def try_now(self, letter_id: str) -> KeystrokeError | None:
        """Deliver one letter and give what kept it from being delivered.

        Nothing happens where it is gone, or just being delivered.
        """
        with self._taken_in_hand(letter_id) as is_ours:
            letter = self.get(letter_id) if is_ours else None
            if letter is None:
                return None
            try:
                self._deliver(letter)
            except KeystrokeError as error:
                return error
        return None

    def retry(self) -> int:
        """Try all letters and give the number of those that still wait."""
        for letter in self.waiting():
            self.try_now(letter.id)
        return len(self.waiting())

    @contextmanager
    def _taken_in_hand(self, letter_id: str) -> Iterator[bool]:
        with self._lock:
            is_ours = letter_id not in self._in_hand
            self._in_hand.add(letter_id)
        try:
            yield is_ours
        finally:
            if is_ours:
                with self._lock:
                    self._in_hand.discard(letter_id)
