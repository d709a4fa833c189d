"""Errors that only the desktop app raises; all are :class:`~inference.errors.KeystrokeError`."""

from datetime import datetime
from typing import ClassVar

from inference.errors import (
    ConflictError,
    ContractError,
    EnrollmentError,
    InputError,
    KeystrokeError,
    ModeMismatchError,
    NotFoundError,
    SettingsError,
    TooManyProfilesError,
    VerificationRequiredError,
)


class ConsentError(KeystrokeError):
    """Something personal was asked for without a consent that holds."""

    code = "no_consent"


class ScreenError(KeystrokeError):
    """There is no screen to open a window on."""

    code = "no_screen"


class VirtualScreenError(KeystrokeError):
    """A virtual screen can't be had: something isn't installed, or it didn't start."""

    code = "no_virtual_screen"


class DemoError(KeystrokeError):
    """The demo couldn't be played to its end."""

    code = "demo_failed"


class BenchError(KeystrokeError):
    """A benchmark couldn't be run to its end."""

    code = "bench_failed"


class CaptureError(KeystrokeError):
    """Key events can't be captured, or some were lost."""

    code = "capture_failed"


class FileError(KeystrokeError):
    """A file that the user named can't be read or written."""

    code = "file_failed"


class ArchiveError(InputError):
    """An export can't be read: it is none, damaged, or doesn't fit what is here."""

    code = "invalid_archive"


class RemoteError(KeystrokeError):
    """A call to the service failed; the subclass says how.

    Attributes
    ----------
    nothing_sent
        Whether the request never left this computer.
    maybe_done
        Whether the service may have done what was asked, or not.
    retry_after_seconds
        How long the service asks to wait before a repeat; None where it doesn't ask for one.
    """

    code = "remote_failed"
    nothing_sent: ClassVar[bool] = False
    maybe_done: ClassVar[bool] = False
    retry_after_seconds: float | None = None


class EndpointError(RemoteError, SettingsError):
    """The endpoint is no address that features may be sent to; nothing was sent."""

    code = "invalid_endpoint"
    nothing_sent = True


class HostUnknownError(RemoteError):
    """No address is known for the endpoint's name (DNS); nothing was sent."""

    code = "host_unknown"
    nothing_sent = True


class NotListeningError(RemoteError):
    """Nothing listens at the endpoint; nothing was sent."""

    code = "connection_refused"
    nothing_sent = True


class UnreachableError(RemoteError):
    """No connection comes about, in time or at all; nothing was sent."""

    code = "unreachable"
    nothing_sent = True


class ReadTimeoutError(RemoteError):
    """The answer didn't come in time; the service may have done its work or not."""

    code = "read_timeout"
    maybe_done = True


class TlsError(RemoteError):
    """No connection could be made that is encrypted and to the right host."""

    code = "tls_failed"


class ProxyFailedError(RemoteError):
    """The proxy of this network failed; nothing was sent."""

    code = "proxy_failed"
    nothing_sent = True


class ConnectionLostError(RemoteError):
    """The connection broke off half-way; the service may have done its work or not."""

    code = "connection_lost"
    maybe_done = True


class RedirectError(RemoteError):
    """The endpoint points elsewhere, which isn't followed."""

    code = "redirect_refused"


class AnswerError(RemoteError):
    """What answers isn't the service, or another version of it."""

    code = "answer_not_understood"
    maybe_done = True


class UnauthorizedError(RemoteError):
    """The service wants a signed-in caller."""

    code = "unauthorized"


class ForbiddenError(RemoteError):
    """The service doesn't let this caller do that."""

    code = "forbidden"


class RequestTooLargeError(RemoteError):
    """The service doesn't take so much in one request."""

    code = "body_too_large"


class TooManyRequestsError(RemoteError):
    """The service asks callers to slow down."""

    code = "too_many_requests"


class LockedRemotelyError(TooManyRequestsError):
    """Too many attempts failed: the service takes no more of them for a while.

    Parameters
    ----------
    message
        What to tell people.
    until
        When it takes attempts again, in UTC.
    """

    code = "locked"

    def __init__(self, message: str, until: datetime) -> None:
        super().__init__(message)
        self.until = until


class ReplayRefusedError(RemoteError):
    """The service has seen this very rhythm before."""

    code = "replayed"


class ProofWantedError(RemoteError):
    """The service wants attempts signed by this computer's key."""

    code = "proof_required"


class DeviceForgottenError(ProofWantedError):
    """The service no longer has this computer's key."""

    code = "device_unknown"


class StillWorkingError(RemoteError):
    """The service is still at work on the same request, sent before."""

    code = "idempotency_in_progress"
    maybe_done = True


class ClockError(RemoteError):
    """The clocks of this computer and of the service are too far apart."""

    code = "clock_skew"


class SignInError(KeystrokeError):
    """Signing in didn't come to its end; nothing has changed."""

    code = "sign_in_failed"


class ServiceFailedError(RemoteError):
    """The service itself failed.

    Parameters
    ----------
    message
        What to tell people.
    status
        HTTP status of the answer.
    """

    code = "service_failed"
    maybe_done = True

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status


class RemoteProfileNotFoundError(RemoteError, NotFoundError):
    """The service has no such profile for this caller."""

    code = "not_found"


class RemoteConflictError(RemoteError, ConflictError):
    """Somebody else changed the profile in the meantime."""

    code = "conflict"


class VerificationWantedError(RemoteError, VerificationRequiredError):
    """The service changes this profile only a short time after an accepted verification."""

    code = VerificationRequiredError.code


class RemoteTooManyProfilesError(RemoteConflictError, TooManyProfilesError):
    """The service keeps as many profiles for this caller as it may."""

    code = TooManyProfilesError.code


class RemoteContractError(RemoteError, ContractError):
    """The service scores with another model or contract version."""

    code = "contract_mismatch"


class RemoteModeMismatchError(RemoteError, ModeMismatchError):
    """The service's profile is of another mode."""

    code = "mode_mismatch"


class RemoteEnrollmentError(RemoteError, EnrollmentError):
    """The service can't make a template of these attempts."""

    code = "failure_to_enroll"


class RemoteInputError(RemoteError, InputError):
    """The service can't use what was sent."""

    code = "invalid_input"
