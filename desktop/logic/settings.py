"""What the user can set: where typing is scored, and how strictly. Nothing personal, no secrets."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from desktop.logic.endpoint import Endpoint
from desktop.logic.private_file import write_private
from inference.authentication.documents import checked_address
from inference.decision import DEFAULT_FMR
from inference.errors import SettingsError
from inference.features import MIN_SAMPLES

Scoring = Literal["local", "remote"]
Language = Literal["", "en", "de"]
Scheme = Literal["system", "light", "dark"]

LOWEST_FMR, HIGHEST_FMR = 0.0001, 0.5
FEWEST_ATTEMPTS, MOST_ATTEMPTS = MIN_SAMPLES, 50
MOST_IDLE_MONTHS = 12
"""The history goes no further back."""


@dataclass(frozen=True)
class Settings:
    """The settings, checked when made.

    Parameters
    ----------
    scoring
        Whether new profiles are enrolled on this machine or on the service at `endpoint`.
    endpoint
        Base address of the service, such as ``https://example.org``; empty where there is none.
    fmr
        False match rate that verifications ask for, 0.0001 to 0.5.
    attempts
        Good attempts that an enrolment asks for, 5 to 50.
    issuer
        OpenID Connect issuer that the service's users sign in at; empty where there is none.
    client_id
        What this program is called there.
    local_when_away
        Whether this machine scores profiles of the service while that can't be reached.
    mask_typing
        Whether what is typed while enrolling is hidden.
    language
        What the window speaks: ``en``, ``de``, or the system's language where it is empty.
    scheme
        Whether the window is light or dark, or follows the system.
    learn
        Whether profiles on this machine learn from verifications that pass far beyond doubt.
    idle_months
        Profiles unused for so many months are offered for deletion, 1 to 12.

    Raises
    ------
    SettingsError
        If a value can't be used; the message says what to set instead.
    """

    scoring: Scoring = "local"
    endpoint: str = ""
    fmr: float = DEFAULT_FMR
    attempts: int = 10
    issuer: str = ""
    client_id: str = ""
    local_when_away: bool = False
    mask_typing: bool = False
    language: Language = ""
    scheme: Scheme = "system"
    learn: bool = False
    idle_months: int = MOST_IDLE_MONTHS

    def __post_init__(self) -> None:
        if self.scoring not in get_args(Scoring):
            raise SettingsError("Scoring is either 'local' or 'remote'.")
        if self.language not in get_args(Language):
            raise SettingsError("The language is 'en' or 'de', or empty for the system's.")
        if self.scheme not in get_args(Scheme):
            raise SettingsError("The scheme is 'system', 'light' or 'dark'.")
        if not LOWEST_FMR <= self.fmr <= HIGHEST_FMR:
            raise SettingsError("The target FMR must lie between 0.01% and 50%.")
        if not FEWEST_ATTEMPTS <= self.attempts <= MOST_ATTEMPTS:
            raise SettingsError("An enrolment takes 5 to 50 attempts.")
        if not 1 <= self.idle_months <= MOST_IDLE_MONTHS:
            raise SettingsError("Profiles are idle after 1 to 12 months.")
        if self.endpoint or self.scoring == "remote":
            Endpoint.parse(self.endpoint)
        if bool(self.issuer) != bool(self.client_id):
            raise SettingsError("Signing in needs both the issuer and the client id: enter both.")
        if self.issuer:
            checked_address(self.issuer, "The issuer")


class SettingsFile:
    """The settings on disk: a small JSON file that only its owner can read.

    Parameters
    ----------
    path
        The file; where it doesn't exist, the defaults hold.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self) -> Settings:
        """Read the settings.

        Raises
        ------
        SettingsError
            If the file can't be read or holds what can't be used; the message names it.
        """
        try:
            document = json.loads(self._path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return Settings()
        except (OSError, ValueError) as error:
            raise SettingsError(
                f"The settings in {self._path} can't be read: mend the file or delete it."
            ) from error
        return _from_document(document, self._path)

    def save(self, settings: Settings) -> None:
        """Write the settings; a crash leaves the old file or the new one, never half of one."""
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_private(self._path, json.dumps(asdict(settings), indent=2).encode())


def _from_document(document: Any, path: Path) -> Settings:
    try:
        return Settings(**document)
    except SettingsError as error:
        raise SettingsError(f"The settings in {path} can't be used. {error}") from error
    except (TypeError, ValueError) as error:
        raise SettingsError(
            f"The settings in {path} can't be used: mend the file or delete it."
        ) from error
