import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QTranslator
from PySide6.QtWidgets import QApplication, QComboBox

from desktop.logic.settings import SettingsFile
from desktop.ui.language import FOLDER, speak
from desktop.ui.theme import DARK
from tests.desktop.ui.conftest import Stage


@pytest.fixture
def german(qapp: QApplication) -> Iterator[None]:
    usual = QLocale()
    speak(qapp, "de")
    yield
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
    QLocale.setDefault(usual)


def test_texts_are_translated(german: None) -> None:
    del german
    assert QCoreApplication.translate("Routes", "&Profiles") == "&Profile"
    assert QCoreApplication.translate("Doctor", "Keychain") == "Schlüsselbund"
    assert QLocale().toString(1.5, "f", 1) == "1,5"


def test_the_compiled_translation_has_all_that_is_translated() -> None:
    tree = ET.parse(FOLDER / "keystroke_de.ts")  # noqa: S314 (our own file)
    translator = QTranslator()
    assert translator.load(str(FOLDER / "keystroke_de.qm"))
    for context in tree.iter("context"):
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            text = message.findtext("translation")
            if text:
                assert translator.translate(name, message.findtext("source") or "") == text


def test_the_settings_choose_language_and_colours(inside: Stage) -> None:
    inside.click("sidebar_settings")
    for name, choice in (("settingsScheme", "dark"), ("settingsLanguage", "de")):
        box = inside.find(QComboBox, name)
        box.setCurrentIndex(box.findData(choice))
    inside.click("settingsSave")
    session = inside.desk._session
    assert session is not None
    assert session.theme.colours is DARK
    settings = session.settings.load()
    assert isinstance(session.settings, SettingsFile)
    assert (settings.scheme, settings.language) == ("dark", "de")
    box = inside.find(QComboBox, "settingsScheme")
    box.setCurrentIndex(box.findData("system"))
    inside.click("settingsSave")


def test_every_text_of_the_window_has_its_translation(tmp_path: Path) -> None:
    gathered = tmp_path / "keystroke_de.ts"
    shutil.copy(FOLDER / "keystroke_de.ts", gathered)
    sources = sorted(map(str, (FOLDER.parent.parent).rglob("*.py")))
    lupdate = Path(sys.executable).with_name("pyside6-lupdate")
    subprocess.run([lupdate, *sources, "-ts", gathered], check=True, capture_output=True)
    messages = ET.parse(gathered).iter("message")  # noqa: S314 (made of our own sources)
    missing = [
        message.findtext("source")
        for message in messages
        if (made := message.find("translation")) is not None
        and (made.get("type") == "unfinished" or not made.text)
    ]
    assert missing == []
