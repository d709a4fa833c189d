"""A window of somebody else, which takes the focus."""

from collections.abc import Iterator
from contextlib import contextmanager

import Xlib.display
import Xlib.X


@contextmanager
def other_window() -> Iterator[None]:
    """Have another window in front while the block runs; the window manager gives it the focus."""
    display = Xlib.display.Display()
    screen = display.screen()
    window = screen.root.create_window(0, 0, 200, 200, 0, screen.root_depth)
    window.set_wm_name("other")
    window.map()
    display.sync()
    try:
        yield
    finally:
        window.destroy()
        display.sync()
        display.close()
