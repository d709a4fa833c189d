"""What an export holds: profiles as documented JSON, plain or sealed under a passphrase.

``docs/export.schema.json`` describes it.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import MISSING, asdict, dataclass, fields, replace
from datetime import UTC, date, datetime
from types import UnionType
from typing import Any, Final, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

from desktop.errors import ArchiveError
from desktop.logic.account import ACCOUNT_KEY_BYTES, account_name
from desktop.logic.endpoint import Endpoint
from desktop.logic.profiles import DesktopProfile
from desktop.logic.sealing import is_sealed, seal, unseal
from inference.errors import KeystrokeError
from inference.service.exports import export_from_dict
from inference.service.messages import Document
from inference.service.profile import checked_label
from inference.template import FixedTemplate

ARCHIVE_FORMAT: Final = "keystroke-archive"
ARCHIVE_VERSION: Final = 1

_ID: Final = re.compile(r"[0-9a-f]{32}")
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_NAMES: Final = {
    "format", "format_version", "exported", "account", "account_key", "profiles"
}  # fmt: skip
_NO_ARCHIVE: Final = "The file is no export of this program: choose another one."
_DAMAGED: Final = "The export is damaged or was changed: take another copy of it, or export anew."
_NEWER: Final = "The export was made by a newer version of this program: update it."


class Entry(NamedTuple):
    """One profile in an export.

    Parameters
    ----------
    profile
        What the app knows of it.
    kept
        What is kept of it where it is scored, as a service exports it; None where that could not
        be had.
    stand_in
        The same of its twin on this machine; None where it has none.
    """

    profile: DesktopProfile
    kept: Document | None
    stand_in: Document | None

    def __repr__(self) -> str:
        # Biometric data must not reach a log or a traceback.
        return f"Entry({self.profile!r})"


@dataclass(frozen=True, repr=False)
class Archive:
    """An export.

    Parameters
    ----------
    exported
        When it was made, in UTC.
    account
        Name of the account whose key tags the phrases.
    account_key
        That key; None in a plain export.
    entries
        The profiles.
    """

    exported: datetime
    account: str
    account_key: bytes | None
    entries: tuple[Entry, ...]

    @classmethod
    def of(cls, account_key: bytes, entries: tuple[Entry, ...]) -> "Archive":
        """Make an export, now."""
        now = datetime.now(UTC).replace(microsecond=0)
        return cls(now, account_name(account_key), account_key, entries)

    def to_bytes(self, passphrase: str | None = None) -> bytes:
        """Write it, sealed under a passphrase or, without one, plain and without the account's key.

        Raises
        ------
        KeyUnavailableError
            If the passphrase is empty.
        """
        if passphrase is None:
            return _written(replace(self, account_key=None), indent=1)
        return seal(_written(self, indent=None), passphrase)

    @classmethod
    def from_bytes(cls, data: bytes, passphrase: str | None = None) -> "Archive":
        """Read an export and check all of it.

        Raises
        ------
        PassphraseWantedError
            If it is encrypted and no passphrase is given.
        WrongKeyError
            If it has another passphrase.
        ArchiveError
            If it is none, is damaged or was changed, or is of a newer version.
        """
        document = _parsed(data)
        if is_sealed(document):
            document = _parsed(unseal(document, passphrase))
        if document.get("format") != ARCHIVE_FORMAT:
            raise ArchiveError(_NO_ARCHIVE)
        if document.get("format_version") != ARCHIVE_VERSION:
            raise ArchiveError(_NEWER)
        try:
            return _archive(document)
        except ArchiveError:
            raise
        except KeystrokeError as error:
            raise ArchiveError(f"The export can't be used. {error}") from error
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise ArchiveError(_DAMAGED) from error


def _written(archive: Archive, indent: int | None) -> bytes:
    key = archive.account_key
    document = {
        "format": ARCHIVE_FORMAT,
        "format_version": ARCHIVE_VERSION,
        "exported": archive.exported.isoformat(),
        "account": archive.account,
        "account_key": None if key is None else key.hex(),
        "profiles": [
            {"profile": asdict(profile), "kept": kept, "stand_in": stand_in}
            for profile, kept, stand_in in archive.entries
        ],
    }
    return json.dumps(document, indent=indent).encode()


def _parsed(data: bytes) -> dict[str, Any]:
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, dict):
        raise ArchiveError(_NO_ARCHIVE)
    return document


def _archive(document: Document) -> Archive:
    if set(document) != _NAMES or not isinstance(document["profiles"], list):
        raise ArchiveError(_DAMAGED)
    entries = tuple(map(_entry, document["profiles"]))
    for ids in ([one.profile.id for one in entries], [one.profile.service_id for one in entries]):
        if len(set(ids)) != len(ids):
            raise ArchiveError(_DAMAGED)
    account, key = document["account"], _account_key(document["account_key"])
    if key is not None and account_name(key) != account:
        raise ArchiveError(_DAMAGED)
    return Archive(datetime.fromisoformat(document["exported"]), account, key, entries)


def _account_key(value: str | None) -> bytes | None:
    if value is None:
        return None
    key = bytes.fromhex(value)
    if len(key) != ACCOUNT_KEY_BYTES:
        raise ArchiveError(_DAMAGED)
    return key


def _entry(document: Document) -> Entry:
    profile = _profile(document["profile"])
    kept, stand_in = document["kept"], document["stand_in"]
    if kept is None and profile.scored == "local":
        raise ArchiveError(_DAMAGED)
    for export in (kept, stand_in):
        if export is not None:
            _check_export(export, profile)
    if (stand_in is None) != (not profile.stand_in_id):
        raise ArchiveError(_DAMAGED)
    return Entry(profile, kept, stand_in)


def _check_export(export: Document, profile: DesktopProfile) -> None:
    template = export_from_dict(export).enrollment.template
    phrase = (
        (template.positions, template.tag) if isinstance(template, FixedTemplate) else (0, None)
    )
    if (template.mode, *phrase) != (profile.mode, profile.positions, profile.tag):
        raise ArchiveError(_DAMAGED)


def _profile(document: Mapping[str, Any]) -> DesktopProfile:
    known = {field.name: field for field in fields(DesktopProfile)}
    if set(document) - set(known):
        raise ArchiveError(_NEWER)
    hints = get_type_hints(DesktopProfile)
    values = {name: _checked(value, hints[name]) for name, value in document.items()}
    wanted = {name for name, field in known.items() if field.default is MISSING}
    if wanted - set(values):
        raise ArchiveError(_DAMAGED)
    profile = DesktopProfile(**values)
    _check_profile(profile)
    return profile


def _check_profile(profile: DesktopProfile) -> None:
    """Hold a profile to what the app makes: ids end up in addresses, dates in texts."""
    checked_label(profile.label)
    if profile.scored == "remote":
        Endpoint.parse(profile.endpoint)
    ids = [profile.id, profile.service_id]
    ids += [profile.stand_in_id] if profile.stand_in_id else []
    dates = [profile.created_at.tzinfo is not None, *map(date.fromisoformat, profile.later_days)]
    dates += (
        [datetime.fromisoformat(profile.agreed_at).tzinfo is not None] if profile.agreed_at else []
    )
    is_tag = profile.tag is None or _DIGEST.fullmatch(profile.tag)
    if not (all(map(_ID.fullmatch, ids)) and all(dates) and is_tag):
        raise ArchiveError(_DAMAGED)


def _checked(value: Any, hint: Any) -> Any:
    """Give a JSON value as a field of a type holds it.

    Raises
    ------
    TypeError
        If it is none of that type.
    """
    origin = get_origin(hint)
    if origin is tuple:
        if not isinstance(value, list):
            raise TypeError
        return tuple(_checked(one, get_args(hint)[0]) for one in value)
    kinds = get_args(hint) if origin in {Union, UnionType} else (hint,)
    for kind in kinds:
        if get_origin(kind) is Literal and value in get_args(kind):
            return value
        if isinstance(kind, type) and type(value) is kind:
            return value
    raise TypeError
