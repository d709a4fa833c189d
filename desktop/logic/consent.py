"""Consent to recording typing rhythm: its text, and when it was given.

Typing rhythm that identifies a person is biometric data (GDPR, article 9): nothing is captured
before an explicit consent, and withdrawing it is as easy as giving it (article 7). The book's
consent lets the program record; each profile has that of the person who is enrolled beside it.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, NamedTuple

from desktop.errors import ConsentError
from desktop.logic.documents import Documents
from desktop.logic.wording import QT_TRANSLATE_NOOP
from inference.errors import TamperedRecordError
from inference.stores.sqlite import SqliteStore

CONSENT_VERSION: Final = 2
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
            "for it. Nothing is recorded at any other time or in any other window, unless you "
            "turn that on yourself. What you typed is not kept.",
        ),
    ),
    Paragraph(
        QT_TRANSLATE_NOOP("Consent", "What for"),
        QT_TRANSLATE_NOOP(
            "Consent",
            "To tell by your rhythm whether it is you who types. The rhythm can identify you: it "
            "is biometric data, which the law (GDPR, article 9) protects in particular. It may be "
            "used only because you agree, and for nothing else.",
        ),
    ),
    Paragraph(
        QT_TRANSLATE_NOOP("Consent", "Where it stays"),
        QT_TRANSLATE_NOOP(
            "Consent",
            "In an encrypted file on this computer, with your name and the time of this consent. "
            "Only if you choose a remote service in the settings are features of your rhythm and "
            "the profile's name sent there, never what you typed.",
        ),
    ),
    Paragraph(
        QT_TRANSLATE_NOOP("Consent", "For how long"),
        QT_TRANSLATE_NOOP(
            "Consent",
            "Until you delete it. Profiles that nobody has used for a long time are offered for "
            "deletion.",
        ),
    ),
    Paragraph(
        QT_TRANSLATE_NOOP("Consent", "How to delete it"),
        QT_TRANSLATE_NOOP(
            "Consent",
            "At any time, without giving a reason. Under Profiles, “Delete” removes one person's "
            "profile together with that person's consent. In the settings, “Withdraw consent” "
            "removes everything, on this computer and at the remote service.",
        ),
    ),
    Paragraph(
        QT_TRANSLATE_NOOP("Consent", "Whose consent this is"),
        QT_TRANSLATE_NOOP(
            "Consent",
            "Yours alone. Everybody who is enrolled here is asked first, and can withdraw in the "
            "same way.",
        ),
    ),
)
PERSONAL_TEXT: Final = QT_TRANSLATE_NOOP(
    "Consent",
    "The rhythm can identify this person: it is biometric data (GDPR, article 9). It is kept "
    "encrypted, used to recognise this person and for nothing else, until the profile is deleted, "
    "which withdraws the consent.",
)
"""What each person who is enrolled agrees to; a change of it counts as one of the text."""


@dataclass(frozen=True)
class Consent:
    """A consent that was given.

    Parameters
    ----------
    version
        Of the text that was agreed to.
    given_at
        When, in UTC.
    name
        Who gave it; empty where a program without a window did on the user's behalf.
    """

    version: int
    given_at: datetime
    name: str = ""

    def __repr__(self) -> str:
        # Names must not reach a log or a traceback.
        return f"Consent(version={self.version})"


def given_now(name: str) -> Consent:
    """Make the consent that somebody gives now to the present text."""
    return Consent(CONSENT_VERSION, datetime.now(UTC), name.strip())


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
        given_at = datetime.fromisoformat(kept["given_at"])
        return Consent(kept["version"], given_at, kept["name"])

    def give(self, name: str = "") -> Consent:
        """Note that the present text was agreed to, now.

        Parameters
        ----------
        name
            Who gives it; see :class:`Consent`.
        """
        consent = given_now(name)
        self._documents.put(
            _THE_CONSENT,
            {
                "version": consent.version,
                "given_at": consent.given_at.isoformat(),
                "name": consent.name,
            },
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
