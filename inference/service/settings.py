"""The service's settings, as environment variables give them."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple, Self

from inference.calibration import HIGHEST_FMR, checked_fmr
from inference.errors import SettingsError
from inference.recognizer import load_recognizer
from inference.service.service import Service
from inference.stores.keychain import PASSPHRASE_VARIABLE
from inference.stores.keys import AvailableKeys
from inference.stores.sqlite import SqliteStore

STORE_VARIABLE: Final = "KEYSTROKE_STORE"
MAX_FMR_VARIABLE: Final = "KEYSTROKE_MAX_FMR"
ADAPT_VARIABLE: Final = "KEYSTROKE_ADAPT"
PROOF_VARIABLE: Final = "KEYSTROKE_PROOF"


class ServiceSettings(NamedTuple):
    """What an operator sets.

    Parameters
    ----------
    store
        The store's file; its folder must exist.
    passphrase
        Opens the store; None where its key is in the keychain.
    max_fmr
        The largest false match rate that a caller may ask for.
    adapt
        Whether templates learn from verified probes.
    proof_required
        Whether each attempt must answer a one-time challenge, signed by a registered device.
    """

    store: Path
    passphrase: str | None = None
    max_fmr: float = HIGHEST_FMR
    adapt: bool = False
    proof_required: bool = False

    @classmethod
    def from_environment(cls, environ: Mapping[str, str], store: Path | None = None) -> Self:
        """Read the settings.

        Parameters
        ----------
        environ
            The environment's variables.
        store
            The store's file, whatever ``KEYSTROKE_STORE`` names.

        Raises
        ------
        SettingsError
            If one is missing or can't be used; the message names the variable.
        """
        named = environ.get(STORE_VARIABLE)
        if store is None and not named:
            raise SettingsError(f"Set {STORE_VARIABLE} to the path of the store's file.")
        passphrase = environ.get(PASSPHRASE_VARIABLE) or None
        return cls(
            store or Path(named or ""),
            passphrase,
            _max_fmr(environ.get(MAX_FMR_VARIABLE)),
            _switch(environ, ADAPT_VARIABLE, "templates that learn"),
            _switch(environ, PROOF_VARIABLE, "a proof with each attempt"),
        )

    def open(self) -> Service:
        """Load the bundled model, open the store, and tie them."""
        recognizer = load_recognizer(scoring_only=True)
        store = SqliteStore(self.store, AvailableKeys(self.passphrase))
        return Service(
            recognizer, store, self.max_fmr, adapt=self.adapt, proof_required=self.proof_required
        )

    def __repr__(self) -> str:
        # The passphrase must not reach a log or a traceback.
        return (
            f"ServiceSettings(store={str(self.store)!r}, max_fmr={self.max_fmr}, "
            f"adapt={self.adapt}, proof_required={self.proof_required})"
        )


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
