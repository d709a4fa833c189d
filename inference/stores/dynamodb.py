"""A store in one DynamoDB table.

=========== ======= =================================================================
attribute   type    what it is
=========== ======= =================================================================
owner       binary  partition key: the owner's pseudonym
place       string  sort key: kind and id, ``profile/5f...``
version     number  1 when created
sealed      binary  the record, encrypted here: DynamoDB never sees it in clear
expires     number  Unix time in seconds, DynamoDB's TTL attribute; if it ever does
=========== ======= =================================================================

The header has an owner of its own, shorter than any pseudonym.
"""

import time
from collections.abc import Callable
from types import TracebackType
from typing import Any, Final, Self

from inference.errors import (
    ConflictError,
    KeystrokeError,
    NotFoundError,
    StoreError,
    TamperedRecordError,
)
from inference.stores.base import Address, Listing, Record
from inference.stores.header import Header
from inference.stores.keys import KeySource
from inference.stores.table import Condition, Item, Table, UnmetError

SCHEMA_VERSION: Final = 1
MAX_RECORD_BYTES: Final = 390 * 1024
"""DynamoDB takes 400 KiB for an item, its attributes' names and the encryption included."""

_HEADER: Final = {"owner": {"B": b"\0"}, "place": {"S": "header"}}

_KEY_NAMES: Final = {"#owner": "owner", "#place": "place"}
_FREE: Final = "attribute_not_exists(#owner) OR #expires <= :now"
_TAKEN: Final = "attribute_exists(#owner) AND (attribute_not_exists(#expires) OR #expires > :now)"


class DynamoStore:
    """Encrypted records in a DynamoDB table; see :class:`~inference.stores.base.Store`.

    The table has been made before, by deployment. DynamoDB deletes expired records within days;
    until then they are left out here.

    Parameters
    ----------
    table
        The table's name.
    keys
        Where the key comes from; asked once, here.
    client
        A DynamoDB client.
    clock
        Gives Unix time in seconds; what has expired by it is gone.

    Raises
    ------
    WrongKeyError
        If the key isn't the store's; nothing is changed.
    StoreError
        If the table can't be used, or was made by a newer version; nothing is changed.
    """

    def __init__(
        self,
        table: str,
        keys: KeySource,
        client: Any,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._clock = clock
        self._table = Table(table, client)
        header = self._header() or self._made(keys)
        self._cipher = header.open(keys, str(self._table))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def create(
        self, owner: str, kind: str, record_id: str, data: bytes, expires: int | None = None
    ) -> int:
        """Add a record and give its version, 1."""
        condition = self._condition(_FREE)
        item = self._item(Address(owner, kind, record_id), 1, data, expires)
        if self._unmet(item, condition) is not None:
            raise ConflictError(f"There is a {kind} with this id already.")
        return 1

    def replace(  # noqa: PLR0913, PLR0917 (as the protocol has it)
        self,
        owner: str,
        kind: str,
        record_id: str,
        data: bytes,
        version: int,
        expires: int | None = None,
    ) -> int:
        """Replace the record that has this version and give its new version."""
        condition = self._condition(f"#version = :version AND {_TAKEN}", version)
        item = self._item(Address(owner, kind, record_id), version + 1, data, expires)
        there = self._unmet(item, condition)
        if there is not None:
            raise self._refusal(kind, there)
        return version + 1

    def get(self, owner: str, kind: str, record_id: str) -> Record:
        """Read a record."""
        address = Address(owner, kind, record_id)
        item = self._table.get(self._key(address))
        if item is None or self._has_expired(item):
            raise _not_found(kind)
        return self._record(item, address)

    def list(self, owner: str, kind: str) -> Listing:
        """Read all records of a kind; damaged ones are told apart and don't hide the others."""
        records, damaged = [], []
        items = self._table.query(
            KeyConditionExpression="#owner = :owner AND begins_with(#place, :kind)",
            ExpressionAttributeNames=_KEY_NAMES,
            ExpressionAttributeValues={
                ":owner": self._pseudonym(owner),
                ":kind": {"S": f"{kind}/"},
            },
        )
        for item in items:
            record_id = item["place"]["S"].removeprefix(f"{kind}/")
            if self._has_expired(item):
                continue
            try:
                records.append(self._record(item, Address(owner, kind, record_id)))
            except TamperedRecordError:
                damaged.append(record_id)
        return Listing(tuple(records), tuple(damaged))

    def delete(self, owner: str, kind: str, record_id: str, version: int | None = None) -> None:
        """Delete a record, a damaged one too; of several at once exactly one succeeds."""
        wanted = "" if version is None else "#version = :version AND "
        condition = self._condition(f"{wanted}{_TAKEN}", version)
        try:
            self._table.delete(self._key(Address(owner, kind, record_id)), condition)
        except UnmetError as unmet:
            raise self._refusal(kind, unmet.item) from None

    def delete_owner(self, owner: str) -> int:
        """Delete everything of one owner and give the number of records.

        If it fails half-way, some are left: call it again.
        """
        found = self._table.query(
            KeyConditionExpression="#owner = :owner",
            ProjectionExpression="#owner, #place",
            ExpressionAttributeNames=_KEY_NAMES,
            ExpressionAttributeValues={":owner": self._pseudonym(owner)},
        )
        keys = list(found)
        self._table.delete_all(keys)
        return len(keys)

    def close(self) -> None:
        """Do nothing: connections end with the client."""

    def _header(self) -> Header | None:
        item = self._table.get(_HEADER)
        if item is None:
            return None
        try:
            version = int(item["version"]["N"])
            header = Header(item["note"]["B"], item["check"]["B"])
        except (KeyError, ValueError):
            raise StoreError(
                f"The header of {self._table} is damaged: restore the table from a backup."
            ) from None
        if version > SCHEMA_VERSION:
            raise StoreError(
                f"The table {self._table.name} was made by a newer version of this program "
                f"(schema {version}, this one reads {SCHEMA_VERSION}): update the program."
            )
        return header

    def _made(self, keys: KeySource) -> Header:
        header = Header.make(keys)
        item = {
            **_HEADER,
            "version": {"N": str(SCHEMA_VERSION)},
            "note": {"B": header.note},
            "check": {"B": header.check},
        }
        try:
            self._table.put(item, self._condition(_FREE))
        except UnmetError:
            # Another process made it in the meantime: its key is the store's.
            return self._header() or header
        return header

    def _unmet(self, item: Item, condition: Condition) -> Item | None:
        """Write an item; give the one that stands in its way, or None if it is written."""
        try:
            self._table.put(item, condition)
        except UnmetError as unmet:
            # A try whose answer was lost has written it; no two sealed records are alike.
            return None if unmet.item.get("sealed") == item["sealed"] else unmet.item
        return None

    def _item(self, address: Address, version: int, data: bytes, expires: int | None) -> Item:
        if len(data) > MAX_RECORD_BYTES:
            raise StoreError(
                f"A record of kind '{address.kind}' has {len(data)} bytes, more than the "
                f"{MAX_RECORD_BYTES} that DynamoDB has room for: nothing was changed."
            )
        ends = {} if expires is None else {"expires": {"N": str(expires)}}
        return {
            **self._key(address),
            "version": {"N": str(version)},
            "sealed": {"B": self._cipher.seal(data, address, version)},
            **ends,
        }

    def _record(self, item: Item, address: Address) -> Record:
        try:
            version, sealed = int(item["version"]["N"]), item["sealed"]["B"]
        except (KeyError, ValueError):
            version, sealed = 0, b""  # which nothing was sealed as
        return Record(address.record_id, version, self._cipher.open(sealed, address, version))

    def _key(self, address: Address) -> dict[str, Any]:
        return {
            "owner": self._pseudonym(address.owner),
            "place": {"S": f"{address.kind}/{address.record_id}"},
        }

    def _pseudonym(self, owner: str) -> dict[str, bytes]:
        return {"B": self._cipher.pseudonym(owner)}

    def _condition(self, expression: str, version: int | None = None) -> Condition:
        names = {"#owner": "owner", "#expires": "expires"}
        values = {":now": {"N": str(int(self._clock()))}}
        if version is not None:
            names["#version"] = "version"
            values[":version"] = {"N": str(version)}
        return Condition(expression, names, values)

    def _has_expired(self, item: Item) -> bool:
        # As for DynamoDB itself, what is no number is no end.
        expires = item.get("expires", {})
        return "N" in expires and float(expires["N"]) <= int(self._clock())

    def _refusal(self, kind: str, there: Item) -> KeystrokeError:
        """Say why a record with some version can't be changed."""
        if not there or self._has_expired(there):
            return _not_found(kind)
        return ConflictError(
            f"The {kind} was changed in the meantime: read it again and repeat the change."
        )


def _not_found(kind: str) -> NotFoundError:
    return NotFoundError(f"There is no such {kind}.")
