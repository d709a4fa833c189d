"""What the store holds, told in the words of whoever it belongs to."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desktop.logic.wording import QT_TRANSLATE_NOOP
from inference.stores.sqlite import Size

CONTEXT: Final = "Inventory"

_ATTEMPTS: Final = QT_TRANSLATE_NOOP("Inventory", "Failures, locks, what makes replays known")
_NAMES: Final[Mapping[str, str]] = {
    "profile": QT_TRANSLATE_NOOP("Inventory", "Templates"),
    "versions": QT_TRANSLATE_NOOP("Inventory", "Earlier templates"),
    "attempts": _ATTEMPTS,
    "attempts_older": _ATTEMPTS,
    "desktop_profile": QT_TRANSLATE_NOOP("Inventory", "Names and phrases of profiles"),
    "event": QT_TRANSLATE_NOOP("Inventory", "History"),
    "consent": QT_TRANSLATE_NOOP("Inventory", "Consent"),
    "waiting_enrollment": QT_TRANSLATE_NOOP("Inventory", "Waiting for a service"),
    "pending_deletion": QT_TRANSLATE_NOOP("Inventory", "Waiting for a service"),
}
_KEYS: Final = QT_TRANSLATE_NOOP("Inventory", "Keys and sign-ins")


@dataclass(frozen=True)
class Inventory:
    """What is stored.

    Parameters
    ----------
    path
        The file of the store.
    sizes
        By kind of record.
    in_keychain
        Whether the store's key is in the system's keychain; a passphrase gives it otherwise.
    """

    path: Path
    sizes: Mapping[str, Size]
    in_keychain: bool

    @property
    def file_bytes(self) -> int:
        """Size of the file and of the log beside it."""
        files = (self.path, self.path.with_name(f"{self.path.name}-wal"))
        return sum(file.stat().st_size for file in files if file.exists())

    def by_name(self) -> dict[str, Size]:
        """Give the sizes under names for people, in English; translated under :data:`CONTEXT`."""
        named: dict[str, Size] = {}
        for kind, size in self.sizes.items():
            name = _NAMES.get(kind, _KEYS)
            before = named.get(name, Size(0, 0))
            named[name] = Size(before.records + size.records, before.size_bytes + size.size_bytes)
        return dict(sorted(named.items()))
