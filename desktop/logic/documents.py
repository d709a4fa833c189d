"""The app's own records: JSON documents of one kind in the encrypted store."""

import json
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from inference.errors import NotFoundError
from inference.stores.sqlite import SqliteStore

APP_OWNER: Final = "desktop"
"""Owner of the app's own records; the local service keeps its profiles under another one."""


class Found(NamedTuple):
    """All documents of a kind.

    Parameters
    ----------
    documents
        By id.
    damaged
        Ids of those that can't be decrypted.
    """

    documents: dict[str, dict[str, Any]]
    damaged: tuple[str, ...]


class Documents:
    """Documents of one kind; every call raises what the store raises.

    Parameters
    ----------
    store
        Where they are kept, encrypted.
    kind
        What they are, such as ``consent``.
    """

    def __init__(self, store: SqliteStore, kind: str) -> None:
        self._store = store
        self._kind = kind

    def get(self, document_id: str) -> dict[str, Any] | None:
        """Read a document; None where there is none."""
        try:
            record = self._store.get(APP_OWNER, self._kind, document_id)
        except NotFoundError:
            return None
        return _decoded(record.data)

    def put(
        self, document_id: str, document: Mapping[str, Any], expires: int | None = None
    ) -> None:
        """Write a document, in place of an older or damaged one.

        Parameters
        ----------
        document_id, document
            Which one, and its content.
        expires
            Unix time from which on it is gone; None means never.
        """
        data = json.dumps(document, separators=(",", ":")).encode()
        with self._store.transaction():
            # Not replaced: a damaged one can't be read, but it can be deleted.
            self.delete(document_id)
            self._store.create(APP_OWNER, self._kind, document_id, data, expires)

    def all(self) -> Found:
        """Read all documents of this kind."""
        listing = self._store.list(APP_OWNER, self._kind)
        documents = {record.record_id: _decoded(record.data) for record in listing.records}
        return Found(documents, listing.damaged)

    def delete(self, document_id: str) -> None:
        """Delete a document; nothing happens where there is none."""
        try:
            self._store.delete(APP_OWNER, self._kind, document_id)
        except NotFoundError:
            return

    def delete_all(self) -> int:
        """Delete all documents of this kind, damaged ones too, and give their number."""
        found = self.all()
        ids = [*found.documents, *found.damaged]
        for document_id in ids:
            self.delete(document_id)
        return len(ids)


def _decoded(data: bytes) -> dict[str, Any]:
    # The data authenticated, so it is what `put` wrote.
    document: dict[str, Any] = json.loads(data)
    return document
