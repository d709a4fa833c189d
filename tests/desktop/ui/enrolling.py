"""Ways through the enrolment of a phrase."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QLineEdit

from tests.desktop.ui.typing import PHRASE, attempt

if TYPE_CHECKING:
    from tests.desktop.ui.conftest import Stage

AWAY = "http://127.0.0.1:9"
"""Where nothing listens: port 9 of this machine is the discard service's."""


def fill_in_form(
    stage: "Stage", *, keep: bool = False, phrase: str = PHRASE, name: str = "Ada"
) -> None:
    stage.click("newProfile")
    stage.find(QLineEdit, "enrollName").setText(name)
    stage.find(QLineEdit, "enrollPhrase").setText(phrase)
    stage.find(QCheckBox, "enrollKeepPhrase").setChecked(keep)
    stage.find(QCheckBox, "enrollConsent").setChecked(True)
    stage.click("enrollStart")


def enroll(
    stage: "Stage", *, keep: bool = False, attempts: int = 10, name: str = "Ada", person: int = 0
) -> None:
    fill_in_form(stage, keep=keep, name=name)
    for seed in range(attempts):
        stage.attempt(attempt(seed, person), PHRASE)
