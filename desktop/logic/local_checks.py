"""What can be checked of this computer: one finding for each check, none hidden by another.

No finding holds a name, a path or anything that was typed, so that all of them can be sent along
with a report of a mistake.
"""

import os
import platform
import sqlite3
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from desktop.logic.doctor import Finding
from desktop.logic.wording import QT_TRANSLATE_NOOP
from inference.errors import KeystrokeError
from inference.recognizer import load_recognizer
from inference.stores import keychain

CONTEXT: Final = "Doctor"

PACKAGES: Final = ("keystroke-recognition", "PySide6-Essentials", "numpy", "cryptography", "pynput")

Say = Callable[[str], str]
"""Gives a text of :data:`CONTEXT` in the user's language."""
Check = Callable[[Say], Finding]

NAMES: Final = {
    "display": QT_TRANSLATE_NOOP("Doctor", "Display server"),
    "permission": QT_TRANSLATE_NOOP("Doctor", "Permission to see keys"),
    "keychain": QT_TRANSLATE_NOOP("Doctor", "Keychain"),
    "store": QT_TRANSLATE_NOOP("Doctor", "Encrypted store"),
    "model": QT_TRANSLATE_NOOP("Doctor", "Model"),
    "tray": QT_TRANSLATE_NOOP("Doctor", "Notification area"),
    "accessibility": QT_TRANSLATE_NOOP("Doctor", "Accessibility bus"),
    "versions": QT_TRANSLATE_NOOP("Doctor", "Versions"),
}
"""Each check's name for people, in English; translated under :data:`CONTEXT`."""


def examine_here(
    store: Path, listening: Callable[[], None], more: Mapping[str, Check], say: Say = str
) -> list[Finding]:
    """Check this computer.

    Parameters
    ----------
    store
        The file of the encrypted store.
    listening
        Raises :class:`~desktop.errors.CaptureError` where the system doesn't show keys.
    more
        Checks by name that only the window's toolkit can make.
    say
        Gives the user's language.
    """
    return list(_findings(store, listening, more, say))


def report(findings: list[Finding]) -> str:
    """Give findings as plain text, to be pasted somewhere."""
    signs = {"passed": "ok", "failed": "FAILED", "skipped": "-"}
    return "\n".join(f"{signs[each.outcome]:<7} {each.name:<16} {each.detail}" for each in findings)


def _findings(
    store: Path, listening: Callable[[], None], more: Mapping[str, Check], say: Say
) -> Iterator[Finding]:
    yield _display(os.environ, say)
    yield _permission(listening, say)
    yield _keychain(say)
    yield _store(store, say)
    yield _model(say)
    for check in more.values():
        yield check(say)
    yield _versions()


def _display(environment: Mapping[str, str], say: Say) -> Finding:
    if sys.platform != "linux":
        return Finding("display", "passed", say(_OWN_DISPLAY))
    if environment.get("WAYLAND_DISPLAY"):
        return Finding("display", "passed", say(_WAYLAND))
    if environment.get("DISPLAY"):
        return Finding("display", "passed", say(_X11))
    return Finding("display", "failed", say(_NO_DISPLAY))


def _permission(listening: Callable[[], None], say: Say) -> Finding:
    try:
        listening()
    except KeystrokeError as error:
        # The window's own events take over, so that nothing is broken by that.
        return Finding("permission", "skipped", f"{error} {say(_OWN_EVENTS)}")
    return Finding("permission", "passed", say(_LISTENS))


def _keychain(say: Say) -> Finding:
    if keychain.usable():
        return Finding("keychain", "passed", say(_HAS_KEYCHAIN))
    return Finding("keychain", "skipped", say(_NO_KEYCHAIN))


def _store(path: Path, say: Say) -> Finding:
    if not path.exists():
        return Finding("store", "skipped", say(_NO_STORE))
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
            (verdict,) = database.execute("PRAGMA quick_check").fetchone()
    except sqlite3.Error as error:
        return Finding("store", "failed", say(_BAD_STORE).format(reason=error))
    if verdict != "ok":
        return Finding("store", "failed", say(_BAD_STORE).format(reason=verdict))
    if os.name == "posix" and path.stat().st_mode & 0o077:
        return Finding("store", "failed", say(_OPEN_STORE))
    size = f"{path.stat().st_size / 1024:,.0f}"
    return Finding("store", "passed", say(_GOOD_STORE).format(size=size))


def _model(say: Say) -> Finding:
    try:
        model = load_recognizer().model
    except KeystrokeError as error:
        return Finding("model", "failed", str(error))
    return Finding("model", "passed", say(_GOOD_MODEL).format(model=model[:12]))


def _versions() -> Finding:
    parts = [f"{platform.system()} {platform.release()}", f"Python {platform.python_version()}"]
    parts += [f"{package} {_version(package)}" for package in PACKAGES]
    return Finding("versions", "passed", ", ".join(parts))


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "-"


_OWN_DISPLAY: Final = QT_TRANSLATE_NOOP("Doctor", "The system's own.")
_X11: Final = QT_TRANSLATE_NOOP("Doctor", "X11: keys are timed by the X server.")
_WAYLAND: Final = QT_TRANSLATE_NOOP(
    "Doctor",
    "Wayland shows a program only what is typed into its own windows: that is enough to enrol and "
    "verify, not to watch other windows.",
)
_NO_DISPLAY: Final = QT_TRANSLATE_NOOP(
    "Doctor", "There is no screen: start the window from a desktop session."
)
_LISTENS: Final = QT_TRANSLATE_NOOP("Doctor", "The system lets this program time keys.")
_OWN_EVENTS: Final = QT_TRANSLATE_NOOP(
    "Doctor", "Until then, keys are timed by this window's own events."
)
_HAS_KEYCHAIN: Final = QT_TRANSLATE_NOOP("Doctor", "It can keep the store's key.")
_NO_KEYCHAIN: Final = QT_TRANSLATE_NOOP(
    "Doctor", "There is none that can be used: a passphrase protects the store instead."
)
_NO_STORE: Final = QT_TRANSLATE_NOOP("Doctor", "Nothing is kept on this computer yet.")
_GOOD_STORE: Final = QT_TRANSLATE_NOOP("Doctor", "It is sound, {size} KiB, and yours alone.")
_BAD_STORE: Final = QT_TRANSLATE_NOOP(
    "Doctor", "The file is damaged ({reason}): put a backup in its place, or import an export."
)
_OPEN_STORE: Final = QT_TRANSLATE_NOOP(
    "Doctor", "Others on this computer can open the file: take that from them (chmod 600)."
)
_GOOD_MODEL: Final = QT_TRANSLATE_NOOP("Doctor", "Its files have the hashes they must ({model}).")
