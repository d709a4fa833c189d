import pytest
import Xlib.display
import Xlib.XK

from desktop.capture import codes
from desktop.virtual.screen import VirtualScreen
from inference.sample import UNIDENTIFIED

# UI Events KeyboardEvent code Values, W3C Candidate Recommendation, sections 3.1 to 3.7.
_W3C_CODES = """
    Backquote Backslash BracketLeft BracketRight Comma Digit0 Digit1 Digit2 Digit3 Digit4 Digit5
    Digit6 Digit7 Digit8 Digit9 Equal IntlBackslash IntlRo IntlYen KeyA KeyB KeyC KeyD KeyE KeyF
    KeyG KeyH KeyI KeyJ KeyK KeyL KeyM KeyN KeyO KeyP KeyQ KeyR KeyS KeyT KeyU KeyV KeyW KeyX KeyY
    KeyZ Minus Period Quote Semicolon Slash AltLeft AltRight Backspace CapsLock ContextMenu
    ControlLeft ControlRight Enter MetaLeft MetaRight ShiftLeft ShiftRight Space Tab Convert
    KanaMode Lang1 Lang2 Lang3 Lang4 Lang5 NonConvert Delete End Help Home Insert PageDown PageUp
    ArrowDown ArrowLeft ArrowRight ArrowUp NumLock Numpad0 Numpad1 Numpad2 Numpad3 Numpad4 Numpad5
    Numpad6 Numpad7 Numpad8 Numpad9 NumpadAdd NumpadBackspace NumpadClear NumpadClearEntry
    NumpadComma NumpadDecimal NumpadDivide NumpadEnter NumpadEqual NumpadHash NumpadMemoryAdd
    NumpadMemoryClear NumpadMemoryRecall NumpadMemoryStore NumpadMemorySubtract NumpadMultiply
    NumpadParenLeft NumpadParenRight NumpadStar NumpadSubtract Escape F1 F2 F3 F4 F5 F6 F7 F8 F9
    F10 F11 F12 F13 F14 F15 F16 F17 F18 F19 F20 F21 F22 F23 F24 Fn FnLock PrintScreen ScrollLock
    Pause AudioVolumeDown AudioVolumeMute AudioVolumeUp Power Again Copy Cut Find Open Paste Props
    Select Undo BrowserStop
"""
W3C_CODES = frozenset(_W3C_CODES.split())
TABLES = {"x11": codes.X11, "windows": codes.WINDOWS, "macos": codes.MACOS}
# What every keyboard has that people type text on.
_TYPED = """
Space Enter Tab Backspace ShiftLeft ShiftRight Minus Equal BracketLeft BracketRight Backslash
Semicolon Quote Backquote Comma Period Slash IntlBackslash NumpadEnter NumpadAdd NumpadSubtract
NumpadMultiply NumpadDivide NumpadDecimal
"""
TYPED = {
    *_TYPED.split(),
    *(f"Key{letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    *(f"{row}{digit}" for row in ("Digit", "Numpad") for digit in range(10)),
}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_all_codes_are_those_of_the_w3c(table: dict[int, str]) -> None:
    assert set(table.values()) <= W3C_CODES


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_every_key_for_text_is_known(table: dict[int, str]) -> None:
    assert set(table.values()) >= TYPED


@pytest.mark.parametrize("name", ["x11", "macos"])
def test_no_two_numbers_are_the_same_key(name: str) -> None:
    assert len(set(TABLES[name].values())) == len(TABLES[name])


def test_on_windows_only_keys_that_send_two_codes_have_two_numbers() -> None:
    named = list(codes.WINDOWS.values())
    assert {code for code in named if named.count(code) > 1} == {
        "Pause",
        "PrintScreen",
        "ShiftRight",
    }


def test_the_x_server_means_the_same_keys(virtual_screen: VirtualScreen) -> None:
    display = Xlib.display.Display(virtual_screen.display)
    meant = {
        code: Xlib.XK.keysym_to_string(display.keycode_to_keysym(keycode, 0))
        for keycode, code in codes.X11.items()
    }
    display.close()
    for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ":
        assert meant[f"Key{letter}"] == letter.lower()
    for digit in "0123456789":
        assert meant[f"Digit{digit}"] == digit
    signs = {"Minus": "-", "Equal": "=", "BracketLeft": "[", "BracketRight": "]", "Quote": "'"}
    signs |= {"Semicolon": ";", "Backquote": "`", "Backslash": "\\", "Comma": ",", "Period": "."}
    signs |= {"Slash": "/", "Space": " ", "IntlBackslash": "<"}
    assert {code: meant[code] for code in signs} == signs


def test_the_x_server_s_keys_without_characters(virtual_screen: VirtualScreen) -> None:
    display = Xlib.display.Display(virtual_screen.display)
    keysyms = {"Enter": "Return", "Tab": "Tab", "Backspace": "BackSpace", "Escape": "Escape"}
    keysyms |= {"ShiftLeft": "Shift_L", "ShiftRight": "Shift_R", "ControlRight": "Control_R"}
    keysyms |= {"ArrowUp": "Up", "ArrowLeft": "Left", "End": "End", "NumpadEnter": "KP_Enter"}
    keysyms |= {"Numpad7": "KP_Home", "MetaLeft": "Super_L", "F11": "F11", "CapsLock": "Caps_Lock"}
    numbers = {code: keycode for keycode, code in codes.X11.items()}
    meant = {code: display.keycode_to_keysym(numbers[code], 0) for code in keysyms}
    display.close()
    assert meant == {code: Xlib.XK.string_to_keysym(name) for code, name in keysyms.items()}


@pytest.mark.parametrize(
    ("platform", "scan_code", "virtual_key", "code"),
    [
        ("linux", 38, 0, "KeyA"),
        ("linux", 50, 0, "ShiftLeft"),
        ("win32", 0x1E, 0x41, "KeyA"),
        ("win32", 0x11C, 0x0D, "NumpadEnter"),
        ("win32", 0x1C, 0x0D, "Enter"),
        ("win32", 0x136, 0x10, "ShiftRight"),
        ("darwin", 1, 0x00, "KeyA"),
        ("darwin", 1, 0x3C, "ShiftRight"),
        ("linux", 255, 0, UNIDENTIFIED),
        ("win32", 0x1FF, 0, UNIDENTIFIED),
        ("darwin", 1, 0x7F, UNIDENTIFIED),
    ],
)
def test_qt_names_the_same_keys(platform: str, scan_code: int, virtual_key: int, code: str) -> None:
    assert codes.from_qt(scan_code, virtual_key, platform) == code


def test_on_windows_the_extended_flag_tells_keys_apart() -> None:
    assert codes.from_windows(0x1D, extended=False) == "ControlLeft"
    assert codes.from_windows(0x1D, extended=True) == "ControlRight"
    assert codes.from_windows(0x4B, extended=False) == "Numpad4"
    assert codes.from_windows(0x4B, extended=True) == "ArrowLeft"
