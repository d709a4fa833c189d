"""Checks of this computer that need Qt: the notification area and the accessibility bus."""

import sys
from typing import Final

from PySide6.QtDBus import QDBusConnection

from desktop.logic.doctor import Finding
from desktop.logic.local_checks import Check, Say
from desktop.logic.wording import QT_TRANSLATE_NOOP

_TRAY_SERVICE: Final = "org.kde.StatusNotifierWatcher"
_ACCESSIBILITY_SERVICE: Final = "org.a11y.Bus"


def check_tray(say: Say) -> Finding:
    """Tell whether an icon can be shown beside the clock."""
    # Qt's own answer may be had on the main thread alone.
    if sys.platform != "linux" or _is_on_bus(_TRAY_SERVICE):
        return Finding("tray", "passed", say(_HAS_TRAY))
    return Finding("tray", "skipped", say(_NO_TRAY))


def check_accessibility(say: Say) -> Finding:
    """Tell whether it can be asked which field has the focus."""
    if sys.platform != "linux":
        return Finding("accessibility", "skipped", say(_NOT_ASKED))
    if _is_on_bus(_ACCESSIBILITY_SERVICE):
        return Finding("accessibility", "passed", say(_HAS_BUS))
    return Finding("accessibility", "skipped", say(_NO_BUS))


CHECKS: Final[dict[str, Check]] = {"tray": check_tray, "accessibility": check_accessibility}


def _is_on_bus(service: str) -> bool:
    bus = QDBusConnection.sessionBus()
    if not bus.isConnected():
        return False
    interface = bus.interface()
    owned = interface.isServiceRegistered(service).value()
    return bool(owned) or service in (interface.activatableServiceNames().value() or [])


_HAS_TRAY: Final = QT_TRANSLATE_NOOP("Doctor", "Watching can be shown beside the clock.")
_NO_TRAY: Final = QT_TRANSLATE_NOOP(
    "Doctor", "This desktop has none: watching is shown in the window alone."
)
_HAS_BUS: Final = QT_TRANSLATE_NOOP(
    "Doctor", "It can tell which fields are for passwords, so that they are left out."
)
_NO_BUS: Final = QT_TRANSLATE_NOOP(
    "Doctor",
    "There is none (AT-SPI): password fields of other windows can't be told, and watching asks "
    "before it goes on.",
)
_NOT_ASKED: Final = QT_TRANSLATE_NOOP("Doctor", "Not used on this system.")
