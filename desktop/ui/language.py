"""The window's language: the system's, or the one chosen in the settings."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from desktop.logic.settings import Language

FOLDER: Final = Path(__file__).with_name("translations")


def speak(application: QApplication, language: Language) -> None:
    """Have texts, dates and numbers in a language; call it before any widget is made.

    Parameters
    ----------
    application
        Qt's application.
    language
        The language; empty takes the system's, and English where there is no translation to that.
    """
    if language:
        QLocale.setDefault(QLocale(language))
    qt_texts = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for name, folder in (("qtbase", qt_texts), ("keystroke", str(FOLDER))):
        translator = QTranslator(application)
        if translator.load(QLocale(), name, "_", folder):
            application.installTranslator(translator)
