import hashlib
from datetime import UTC, datetime

import pytest

from desktop.errors import ConsentError
from desktop.logic import consent
from desktop.logic.consent import CONSENT_TEXT, CONSENT_VERSION, PERSONAL_TEXT, ConsentBook
from inference.stores.sqlite import SqliteStore


def test_there_is_none_to_begin_with(store: SqliteStore) -> None:
    book = ConsentBook(store)
    assert book.current() is None
    with pytest.raises(ConsentError):
        book.require()


def test_a_consent_keeps_its_version_and_time(store: SqliteStore) -> None:
    before = datetime.now(UTC)
    given = ConsentBook(store).give(" Ada ")
    assert given.name == "Ada"
    assert given == ConsentBook(store).current() == ConsentBook(store).require()
    assert given.version == CONSENT_VERSION
    assert before <= given.given_at <= datetime.now(UTC)


def test_a_consent_to_an_older_text_does_not_hold(
    store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    ConsentBook(store).give()
    monkeypatch.setattr(consent, "CONSENT_VERSION", CONSENT_VERSION + 1)
    assert ConsentBook(store).current() is None


def test_a_damaged_consent_does_not_hold_and_can_be_given_anew(store: SqliteStore) -> None:
    book = ConsentBook(store)
    book.give()
    store._file._connection.execute("UPDATE records SET version = version + 1")
    assert book.current() is None
    assert book.give() == book.current()


def test_a_forgotten_consent_is_gone(store: SqliteStore) -> None:
    book = ConsentBook(store)
    book.give()
    book.forget()
    book.forget()
    assert book.current() is None


def test_the_text_of_a_version_never_changes() -> None:
    """When this fails, count CONSENT_VERSION up and put the new pair here."""
    text = "\n".join([line for paragraph in CONSENT_TEXT for line in paragraph] + [PERSONAL_TEXT])
    digest = hashlib.sha256(text.encode()).hexdigest()
    assert (CONSENT_VERSION, digest) == (
        2,
        "b38ba743c22a9fb79c53f350e7b664b301fe1660d1de6c1a41c0fdc31d7fe8c5",
    )
