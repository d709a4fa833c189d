"""More of the processor's attention for a process that mostly waits, and then mustn't be late."""

import contextlib
import os
import sys
from typing import Final

_NICENESS: Final = -10
_WINDOWS_HIGH_PRIORITY: Final = 0x80


def raise_priority(process_id: int = 0) -> None:
    """Raise a process's priority where the user may.

    On Linux real-time scheduling, since even the nicest other one can come some milliseconds late
    on a busy machine; administrators may, and whom the system's limits allow it.

    Parameters
    ----------
    process_id
        The process; this one by default, and always this one on Windows.
    """
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - only here

        kernel = ctypes.windll.kernel32
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), _WINDOWS_HIGH_PRIORITY)
        return
    with contextlib.suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, process_id, _NICENESS)
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            os.sched_setscheduler(process_id, os.SCHED_RR, os.sched_param(1))
