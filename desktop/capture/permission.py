"""Whether this program may listen to keys, asked of the system without listening."""

from desktop.capture.systems.listening import this_system


def check_listening() -> None:
    """Ask the system.

    Raises
    ------
    CaptureError
        If it doesn't let this program listen; the message says where to allow it.
    """
    this_system().check()
