"""The service's settings, as environment variables give them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple, Self

from inference.calibration import HIGHEST_FMR, checked_fmr
from inference.errors import SettingsError
from inference.recognizer import load_recognizer
from inference.service.attempts import MOST_FAILURES, USUAL_FAILURES
from inference.service.challenges import SPENT
from inference.service.profiles import ATTEMPTS, OLDER
from inference.service.service import Service
from inference.stores.base import Store
from inference.stores.keychain import PASSPHRASE_VARIABLE
from inference.stores.keys import AvailableKeys

STORE_VARIABLE: Final = "KEYSTROKE_STORE"
KMS_KEY_VARIABLE: Final = "KEYSTROKE_KMS_KEY"
MAX_FMR_VARIABLE: Final = "KEYSTROKE_MAX_FMR"
ADAPT_VARIABLE: Final = "KEYSTROKE_ADAPT"
PROOF_VARIABLE: Final = "KEYSTROKE_PROOF"
FAILURES_VARIABLE: Final = "KEYSTROKE_FAILURES"

_DYNAMODB: Final = "dynamodb:"


class DynamoTable(NamedTuple):
    """A store in DynamoDB.

    Parameters
    ----------
    name
        The table's name.
    kms_key
        Id, ARN or alias of the KMS key that wraps the store's key.
    """

    name: str
    kms_key: str


class ServiceSettings(NamedTuple):
    """What an operator sets.

    Parameters
    ----------
    store
        The store's file, whose folder must exist, or its table in DynamoDB.
    passphrase
        Opens the file; None where its key is in the keychain.
    max_fmr
        The largest false match rate that a caller may ask for.
    adapt
        Whether templates learn from verified probes.
    proof_required
        Whether each attempt must answer a one-time challenge, signed by a registered device.
    failures_allowed
        So many failed attempts in a row lock a profile.
    """

    store: Path | DynamoTable
    passphrase: str | None = None
    max_fmr: float = HIGHEST_FMR
    adapt: bool = False
    proof_required: bool = False
    failures_allowed: int = USUAL_FAILURES

    @classmethod
    def from_environment(cls, environ: Mapping[str, str], store: Path | None = None) -> Self:
        """Read the settings.

        Parameters
        ----------
        environ
            The environment's variables.
        store
            The store, whatever ``KEYSTROKE_STORE`` names.

        Raises
        ------
        SettingsError
            If one is missing or can't be used; the message names the variable.
        """
        named = str(store or environ.get(STORE_VARIABLE, ""))
        passphrase = environ.get(PASSPHRASE_VARIABLE) or None
        return cls(
            _store(named, environ.get(KMS_KEY_VARIABLE)),
            passphrase,
            _max_fmr(environ.get(MAX_FMR_VARIABLE)),
            _switch(environ, ADAPT_VARIABLE, "templates that learn"),
            _switch(environ, PROOF_VARIABLE, "a proof with each attempt"),
            failures_allowed(environ),
        )

    def open(self) -> Service:
        """Load the bundled model, open the store, and tie them."""
        recognizer = load_recognizer(scoring_only=True)
        return Service(
            recognizer,
            self._opened_store(),
            self.max_fmr,
            adapt=self.adapt,
            proof_required=self.proof_required,
            failures_allowed=self.failures_allowed,
        )

    def _opened_store(self) -> Store:
        # Each store loads libraries that the other one doesn't need, AWS's more than all the rest.
        if isinstance(self.store, Path):
            from inference.stores.sqlite import SqliteStore  # noqa: PLC0415

            return SqliteStore(
                self.store, AvailableKeys(self.passphrase), unsynced={ATTEMPTS, OLDER, SPENT}
            )
        from inference.stores.aws import Clients  # noqa: PLC0415
        from inference.stores.dynamodb import DynamoStore  # noqa: PLC0415
        from inference.stores.kms import KmsKeys  # noqa: PLC0415

        clients, table = Clients(), self.store.name
        keys = KmsKeys(self.store.kms_key, table, clients.make("kms"))
        return DynamoStore(table, keys, clients.make("dynamodb"))

    def __repr__(self) -> str:
        # The passphrase must not reach a log or a traceback.
        return (
            f"ServiceSettings(store={str(self.store)!r}, max_fmr={self.max_fmr}, "
            f"adapt={self.adapt}, proof_required={self.proof_required}, "
            f"failures_allowed={self.failures_allowed})"
        )


def failures_allowed(environ: Mapping[str, str]) -> int:
    """Read how many failed attempts in a row lock a profile.

    Raises
    ------
    SettingsError
        If it is no number that may be allowed.
    """
    text = environ.get(FAILURES_VARIABLE) or str(USUAL_FAILURES)
    # Other digits than these are numbers too, of other scripts.
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOST_FAILURES):
        raise SettingsError(
            f"{FAILURES_VARIABLE} must be a whole number from 1 to {MOST_FAILURES}: so many failed "
            "attempts in a row lock a profile."
        )
    return int(text)


def _store(named: str, kms_key: str | None) -> Path | DynamoTable:
    if not named:
        raise SettingsError(
            f"Set {STORE_VARIABLE} to the path of the store's file, or to {_DYNAMODB}TABLE."
        )
    if not named.startswith(_DYNAMODB):
        return Path(named)
    table = named.removeprefix(_DYNAMODB)
    if not table or not kms_key:
        raise SettingsError(
            f"{STORE_VARIABLE} names a table of DynamoDB's, {_DYNAMODB}TABLE, and then "
            f"{KMS_KEY_VARIABLE} the KMS key that wraps the store's key: set both."
        )
    return DynamoTable(table, kms_key)


def _max_fmr(text: str | None) -> float:
    if not text:
        return HIGHEST_FMR
    try:
        return checked_fmr(float(text))
    except ValueError:
        raise SettingsError(
            f"{MAX_FMR_VARIABLE} must be a number above 0 and at most {HIGHEST_FMR:g}, such as "
            "0.05."
        ) from None


def _switch(environ: Mapping[str, str], variable: str, meaning: str) -> bool:
    text = environ.get(variable)
    if text not in {None, "", "0", "1"}:
        raise SettingsError(f"{variable} must be 1, for {meaning}, or 0.")
    return text == "1"
