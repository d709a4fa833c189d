"""From each system's key numbers to W3C UI Events codes: the physical key, whatever its layout.

The tables are those of the W3C UI Events KeyboardEvent code values and of Chromium's
``dom_code_data.inc``, which lists the same key's numbers on each system side by side.
"""

import sys
from typing import Final

from inference.sample import UNIDENTIFIED


def _row(first: int, codes: str) -> dict[int, str]:
    return {number: code for number, code in enumerate(codes.split(), start=first) if code != "-"}


# Linux's input event codes (linux/input-event-codes.h).
EVDEV: Final = (
    _row(1, "Escape Digit1 Digit2 Digit3 Digit4 Digit5 Digit6 Digit7 Digit8 Digit9 Digit0")
    | _row(12, "Minus Equal Backspace Tab KeyQ KeyW KeyE KeyR KeyT KeyY KeyU KeyI KeyO KeyP")
    | _row(26, "BracketLeft BracketRight Enter ControlLeft KeyA KeyS KeyD KeyF KeyG KeyH KeyJ")
    | _row(37, "KeyK KeyL Semicolon Quote Backquote ShiftLeft Backslash KeyZ KeyX KeyC KeyV KeyB")
    | _row(49, "KeyN KeyM Comma Period Slash ShiftRight NumpadMultiply AltLeft Space CapsLock")
    | _row(59, "F1 F2 F3 F4 F5 F6 F7 F8 F9 F10 NumLock ScrollLock Numpad7 Numpad8 Numpad9")
    | _row(74, "NumpadSubtract Numpad4 Numpad5 Numpad6 NumpadAdd Numpad1 Numpad2 Numpad3 Numpad0")
    | _row(83, "NumpadDecimal - Lang5 IntlBackslash F11 F12 IntlRo Lang3 Lang4 Convert KanaMode")
    | _row(94, "NonConvert - NumpadEnter ControlRight NumpadDivide PrintScreen AltRight - Home")
    | _row(103, "ArrowUp PageUp ArrowLeft ArrowRight End ArrowDown PageDown Insert Delete")
    | _row(113, "AudioVolumeMute AudioVolumeDown AudioVolumeUp Power NumpadEqual - Pause")
    | _row(121, "NumpadComma Lang1 Lang2 IntlYen MetaLeft MetaRight ContextMenu")
    | _row(128, "BrowserStop Again Props Undo Select Copy Open Paste Find Cut Help")
    | _row(179, "NumpadParenLeft NumpadParenRight")
    | _row(183, "F13 F14 F15 F16 F17 F18 F19 F20 F21 F22 F23 F24")
)

# X servers (and Wayland's keymaps) number keys from 8 on.
X11: Final = {number + 8: code for number, code in EVDEV.items()}

# Windows: the scan code of set 1, plus 0x100 where the key is an "extended" one.
WINDOWS: Final = (
    {number: code for number, code in EVDEV.items() if number <= 83}
    | _row(0x56, "IntlBackslash F11 F12 NumpadEqual")
    | _row(0x64, "F13 F14 F15 F16 F17 F18 F19 F20 F21 F22 F23")
    | {0x45: "Pause", 0x54: "PrintScreen", 0x70: "KanaMode", 0x71: "Lang2", 0x72: "Lang1"}
    | {0x73: "IntlRo", 0x76: "F24", 0x79: "Convert", 0x7B: "NonConvert", 0x7D: "IntlYen"}
    | {0x7E: "NumpadComma", 0x11C: "NumpadEnter", 0x11D: "ControlRight", 0x120: "AudioVolumeMute"}
    | {0x12E: "AudioVolumeDown", 0x130: "AudioVolumeUp", 0x135: "NumpadDivide"}
    | {0x136: "ShiftRight", 0x137: "PrintScreen", 0x138: "AltRight", 0x145: "NumLock"}
    | {0x146: "Pause", 0x15E: "Power"}
    | _row(0x147, "Home ArrowUp PageUp - ArrowLeft - ArrowRight - End ArrowDown PageDown Insert")
    | _row(0x153, "Delete - - - - - - - MetaLeft MetaRight ContextMenu")
)

# macOS: virtual key codes (HIToolbox/Events.h), which name places on the keyboard as well.
MACOS: Final = (
    _row(0x00, "KeyA KeyS KeyD KeyF KeyH KeyG KeyZ KeyX KeyC KeyV IntlBackslash KeyB KeyQ KeyW")
    | _row(0x0E, "KeyE KeyR KeyY KeyT Digit1 Digit2 Digit3 Digit4 Digit6 Digit5 Equal Digit9")
    | _row(0x1A, "Digit7 Minus Digit8 Digit0 BracketRight KeyO KeyU BracketLeft KeyI KeyP Enter")
    | _row(0x25, "KeyL KeyJ Quote KeyK Semicolon Backslash Comma Slash KeyN KeyM Period Tab")
    | _row(0x31, "Space Backquote Backspace - Escape MetaRight MetaLeft ShiftLeft CapsLock")
    | _row(0x3A, "AltLeft ControlLeft ShiftRight AltRight ControlRight Fn F17 NumpadDecimal -")
    | _row(0x43, "NumpadMultiply - NumpadAdd - NumLock AudioVolumeUp AudioVolumeDown")
    | _row(0x4A, "AudioVolumeMute NumpadDivide NumpadEnter - NumpadSubtract F18 F19 NumpadEqual")
    | _row(0x52, "Numpad0 Numpad1 Numpad2 Numpad3 Numpad4 Numpad5 Numpad6 Numpad7 F20 Numpad8")
    | _row(0x5C, "Numpad9 IntlYen IntlRo NumpadComma F5 F6 F7 F3 F8 F9 Lang2 F11 Lang1 F13 F16")
    | _row(0x6B, "F14 - F10 ContextMenu F12 - F15 Help Home PageUp Delete F4 End F2 PageDown F1")
    | _row(0x7B, "ArrowLeft ArrowRight ArrowDown ArrowUp")
)


def from_x11(keycode: int) -> str:
    """Name the key of an X11 hardware key code."""
    return X11.get(keycode, UNIDENTIFIED)


def from_windows(scan_code: int, *, extended: bool) -> str:
    """Name the key of a Windows scan code (set 1) and its extended flag."""
    return WINDOWS.get(scan_code | (0x100 if extended else 0), UNIDENTIFIED)


def from_macos(keycode: int) -> str:
    """Name the key of a macOS virtual key code."""
    return MACOS.get(keycode, UNIDENTIFIED)


def from_qt(native_scan_code: int, native_virtual_key: int, platform: str = sys.platform) -> str:
    """Name the key of a Qt key event.

    Parameters
    ----------
    native_scan_code, native_virtual_key
        What ``QKeyEvent.nativeScanCode()`` and ``nativeVirtualKey()`` give: on Windows the scan
        code has the extended flag as its bit 8, on macOS only the virtual key means something.
    platform
        As in :data:`sys.platform`.
    """
    if platform == "win32":
        return from_windows(native_scan_code & 0xFF, extended=bool(native_scan_code & 0x100))
    if platform == "darwin":
        return from_macos(native_virtual_key)
    return from_x11(native_scan_code)
