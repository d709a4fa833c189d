"""The demo: the real app on a virtual screen, typed into by real key events."""
