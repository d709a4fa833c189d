"""What tests all over the tree share."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from desktop.virtual.screen import VirtualScreen
from inference.recognizer import Recognizer, load_recognizer

# A busy machine must not fail a test.
settings.register_profile("tests", deadline=None)
settings.load_profile("tests")


@pytest.fixture(scope="session")
def virtual_screen() -> Iterator[VirtualScreen]:
    """Give an X server with a window manager to all tests of the session."""
    with VirtualScreen() as screen:
        yield screen


@pytest.fixture(scope="session")
def qapp_args(virtual_screen: VirtualScreen) -> Iterator[list[str]]:
    """Have pytest-qt open its application on the virtual screen, and close it before that."""
    yield ["keystroke", "-display", virtual_screen.display]
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - most tests need no Qt

    application = QApplication.instance()
    if application is not None:
        application.shutdown()


@pytest.fixture(scope="session")
def recognizer() -> Recognizer:
    """Give the recogniser with the bundled model."""
    return load_recognizer()
