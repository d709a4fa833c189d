"""One hierarchy of errors: every message says what is wrong and what to do about it.

A mismatch is no error but a :class:`~inference.decision.Decision`; errors are for input, models,
stores and settings that can't be used.
"""

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from datetime import datetime


class KeystrokeError(Exception):
    """Root of all errors that this project raises on purpose.

    Attributes
    ----------
    code
        Machine-readable name of the kind of error; part of the HTTP API.
    """

    code: ClassVar[str] = "error"


class InputError(KeystrokeError, ValueError):
    """Something that was handed in can't be used as it is."""

    code = "invalid_input"


class SampleError(InputError):
    """A sample is malformed; the message names the keystroke."""

    code = "invalid_sample"


class FeaturesError(InputError):
    """Features are malformed, too long, or don't fit their own header."""

    code = "invalid_features"


class TemplateError(InputError):
    """Bytes are no template, or a damaged one."""

    code = "invalid_template"


class ContractError(InputError):
    """Features or a template were made for another contract version or another model."""

    code = "contract_mismatch"


class UnsupportedModeError(InputError):
    """The mode is not known, or this model can't do it."""

    code = "unsupported_mode"


class ModeMismatchError(InputError):
    """A probe of one mode was compared with a template of another."""

    code = "mode_mismatch"


class EnrollmentError(KeystrokeError):
    """Failure to enrol (FTE): the samples can't make a template; the message says why not."""

    code = "failure_to_enroll"


class ModelError(KeystrokeError):
    """The model bundle is missing, incomplete or not what its manifest says."""

    code = "invalid_model"


class SettingsError(KeystrokeError):
    """A setting or an environment variable can't be used as it is."""

    code = "invalid_settings"


class TokenError(KeystrokeError):
    """An access token isn't good here."""

    code = "unauthorized"


class IssuerError(KeystrokeError):
    """The issuer of access tokens can't be asked, or says what can't be used."""

    code = "issuer_unavailable"


class DataError(KeystrokeError):
    """Research data is missing, or a file of it can't be read."""

    code = "invalid_data"


class StoreError(KeystrokeError):
    """The store can't be opened, read or written."""

    code = "store_failed"


class WrongKeyError(StoreError):
    """The key doesn't open this store."""

    code = "wrong_key"


class KeyUnavailableError(StoreError):
    """No key can be had: there is no keychain, it is locked, or the key was lost."""

    code = "key_unavailable"


class PassphraseWantedError(KeyUnavailableError):
    """The store has a passphrase, and none was given."""

    code = "passphrase_wanted"


class TamperedRecordError(StoreError):
    """One record doesn't authenticate; the others stay usable."""

    code = "tampered_record"


class NotFoundError(KeystrokeError, LookupError):
    """There is no such profile for this caller; foreign and absent look the same."""

    code = "not_found"


class ConflictError(KeystrokeError):
    """Somebody else changed the record in the meantime."""

    code = "conflict"


class TooManyProfilesError(ConflictError):
    """The owner has as many profiles as may be kept for one."""

    code = "too_many_profiles"


class TooManyDevicesError(ConflictError):
    """The owner has as many devices as may be registered for one."""

    code = "too_many_devices"


class PreconditionError(KeystrokeError):
    """The profile has another version by now than the one that the caller means."""

    code = "precondition_failed"


class LockedError(KeystrokeError):
    """Too many attempts failed in a row: no more are answered for a while.

    Parameters
    ----------
    until
        When the next attempt is answered, in UTC.
    now
        Unix time.
    """

    code = "locked"

    def __init__(self, until: "datetime", now: float) -> None:
        super().__init__(
            "Too many attempts failed in a row: the next one is answered from "
            f"{until:%Y-%m-%d %H:%M:%S} UTC on."
        )
        self.until = until
        self.now = now


class ReplayedError(KeystrokeError):
    """An attempt repeats an earlier one more closely than anybody types."""

    code = "replayed"


class VerificationRequiredError(KeystrokeError):
    """What was asked needs an accepted verification of this profile a short time before."""

    code = "verification_required"


class ProofError(KeystrokeError):
    """An attempt doesn't prove that it is new and comes from a registered device."""

    code = "proof_invalid"


class ProofRequiredError(ProofError):
    """The operator wants a proof with each attempt, and there is none."""

    code = "proof_required"


class ChallengeInvalidError(ProofError):
    """The challenge is malformed, too old, or made for something else."""

    code = "challenge_invalid"


class ChallengeUsedError(ProofError):
    """The challenge was used before."""

    code = "challenge_used"


class DeviceUnknownError(ProofError):
    """The caller has registered no such device."""

    code = "device_unknown"


class SignatureInvalidError(ProofError):
    """Digest or signature don't fit the challenge, the features and the device."""

    code = "signature_invalid"
