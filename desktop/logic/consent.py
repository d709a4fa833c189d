"""Consent to recording typing rhythm: its text, and when it was given.

Typing rhythm that identifies a person is biometric data (GDPR, article 9): nothing is captured
before an explicit consent, and withdrawing it is as easy as giving it (article 7).
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, NamedTuple

from desktop.errors import ConsentError
from desktop.logic.documents import Documents
from desktop.logic.wording import QT_TRANSLATE_NOOP
from inference.errors import TamperedRecordError
from inference.stores.sqlite import SqliteStore

CONSENT_VERSION: Final = 1
"""Counts up with every change of the text; an older consent no longer holds."""
CONTEXT: Final = "Consent"

_THE_CONSENT: Final = "owner"


class Paragraph(NamedTuple):
    """A part of the consent's text.

    Parameters
    ----------
    heading, text
        In English; translated under :data:`CONTEXT`.
    """

    heading: str
    text: str


CONSENT_TEXT: Final = (
    Paragraph(
        QT_TRANSLATE_NOOP("Consent", "What is recorded"),
        QT_TRANSLATE_NOOP(
            "Consent",
            "When each key goes down and up while you type into a field of this program that asks "
            "for it. Nothing is recorded at any other time or in any other window.",
        ),
    ),
    Paragraph(
        QT_TRANSLATE_NOOP("Consent", "What for"),
        QT_TRANSLATE_NOOP(
            "Consent",
            "To tell by your rhythm whether it is you who types. The rhythm can identify you: it "
            "is biometric data, which the law (GDPR, article 9) protects in particular.",
        ),
    ),
    Paragraph(
        QT_TRANSLATE_NOOP("Consent", "Where it stays"),
        QT_TRANSLATE_NOOP(
            "Consent",
            "In an encrypted file on this computer. Only if you choose a remote service in the "
            "settings are features of your rhythm and the profile's name sent there, never what "
            "you typed.",
        ),
    ),
    Paragraph(
        QT_TRANSLATE_NOOP("Consent", "For how long"),
        QT_TRANSLATE_NOOP(
            "Consent",
            "Until you delete the profile or withdraw your consent, at any time, in the settings. "
            "Withdrawing deletes everything, on this computer and at the remote service.",
        ),
    ),
)


@dataclass(frozen=True)
class Consent:
    """A consent that was given.

    Parameters
    ----------
    version
        Of the text that was agreed to.
    given_at
        When, in UTC.
    """

    version: int
    given_at: datetime


class ConsentBook:
    """Keeps the consent.

    Parameters
    ----------
    store
        Where it is kept, encrypted.
    """

    def __init__(self, store: SqliteStore) -> None:
        self._documents = Documents(store, "consent")

    def current(self) -> Consent | None:
        """Give the consent that holds; None where there is none to the present text."""
        try:
            kept = self._documents.get(_THE_CONSENT)
        except TamperedRecordError:
            kept = None  # It can't be shown to hold.
        if kept is None or kept["version"] != CONSENT_VERSION:
            return None
        return Consent(kept["version"], datetime.fromisoformat(kept["given_at"]))

    def give(self) -> Consent:
        """Note that the present text was agreed to, now."""
        consent = Consent(CONSENT_VERSION, datetime.now(UTC))
        self._documents.put(
            _THE_CONSENT,
            {"version": consent.version, "given_at": consent.given_at.isoformat()},
        )
        return consent

    def require(self) -> Consent:
        """Give the consent that holds.

        Raises
        ------
        ConsentError
            If there is none.
        """
        consent = self.current()
        if consent is None:
            raise ConsentError(
                "There is no consent to recording typing rhythm: open the window and give it."
            )
        return consent

    def forget(self) -> None:
        """Note nothing any more; deleting the data is :class:`~desktop.logic.removal.Removal`."""
        self._documents.delete(_THE_CONSENT)
