"""Errors that only the desktop app raises; all are :class:`~inference.errors.KeystrokeError`."""

from inference.errors import KeystrokeError


class ConsentError(KeystrokeError):
    """Something personal was asked for without a consent that holds."""

    code = "no_consent"


class ScreenError(KeystrokeError):
    """There is no screen to open a window on."""

    code = "no_screen"


class VirtualScreenError(KeystrokeError):
    """A virtual screen can't be had: something isn't installed, or it didn't start."""

    code = "no_virtual_screen"


class CaptureError(KeystrokeError):
    """Key events can't be captured, or some were lost."""

    code = "capture_failed"
