"""The ``keystroke`` command."""
