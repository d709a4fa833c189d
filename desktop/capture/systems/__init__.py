"""Listening to the keyboard on each system; used by the capture process alone."""
