"""Where keystrokes come from: a process of its own around pynput, or the window's Qt events."""
