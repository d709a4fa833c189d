"""What is made of the hook's structure; the hook itself can only be tried on Windows."""

from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from desktop.capture.events import KeyEvent

EXTENDED, UP = 0x01, 0x80
VK_RETURN, VK_PACKET = 0x0D, 0xE7


@pytest.mark.usefixtures("virtual_screen")  # pynput wants one when it is imported
@pytest.mark.parametrize(
    ("hooked", "told"),
    [
        ([(0x1E, 0, 0x41), (0x1E, UP, 0x41)], ["+KeyA", "-KeyA"]),
        ([(0x1E, 0, 0x41), (0x1E, 0, 0x41), (0x1E, UP, 0x41)], ["+KeyA", "-KeyA"]),
        ([(0x1C, EXTENDED, VK_RETURN), (0x1C, 0, VK_RETURN)], ["+NumpadEnter", "+Enter"]),
        # AltGr comes with a Control that nobody pressed.
        ([(0x21D, 0, 0xA2), (0x38, EXTENDED, 0xA5)], ["+AltRight"]),
        ([(ord("x"), 0, VK_PACKET), (ord("x"), UP, VK_PACKET)], []),
    ],
    ids=["key", "auto-repeat", "extended", "made up", "text without a key"],
)
def test_events_of_the_hook(hooked: list[tuple[int, int, int]], told: list[str]) -> None:
    from desktop.capture.systems.windows import WindowsListener  # noqa: PLC0415 - see above

    events: list[KeyEvent] = []
    listener = WindowsListener(events.append)
    for place, (scan_code, flags, virtual_key) in enumerate(hooked):
        struct = SimpleNamespace(
            scanCode=scan_code, flags=flags, vkCode=virtual_key, time=16 * place
        )
        # False: pynput needn't translate it; other programs get it all the same.
        assert listener._take(0x100, struct) is False
    assert [f"{'+' if event.pressed else '-'}{event.code}" for event in events] == told
    assert sorted(events, key=lambda event: event.time_ms) == events
