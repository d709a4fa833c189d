import pytest
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton

from desktop.ui.pages.unlock import MIN_PASSPHRASE
from inference.errors import (
    KeyUnavailableError,
    PassphraseWantedError,
    StoreError,
    WrongKeyError,
)
from inference.stores.keychain import PASSPHRASE_VARIABLE
from tests.desktop.ui.conftest import Stage

NO_KEYCHAIN = KeyUnavailableError("There is no keychain: enter a passphrase.")
LOCKED = KeyUnavailableError("The keychain may be locked: unlock it and try again.")
NO_PASSPHRASE = PassphraseWantedError("This store has a passphrase: enter it.")
PASSPHRASE = "x" * MIN_PASSPHRASE


def write(stage: Stage, passphrase: str, again: str | None = None) -> None:
    stage.find(QLineEdit, "unlockPassphrase").setText(passphrase)
    if again is not None:
        stage.find(QLineEdit, "unlockAgain").setText(again)
    stage.click("unlockOpen")


def agree(stage: Stage) -> None:
    stage.find(QLineEdit, "consentName").setText("Ada")
    stage.find(QCheckBox, "consentTick").click()
    stage.click("consentContinue")


@pytest.fixture
def choosing(stage: Stage) -> Stage:
    """Show a first start on a system without a keychain."""
    stage.door.errors = [NO_KEYCHAIN]
    stage.desk.start(store_exists=False)
    agree(stage)
    assert stage.page() == "unlock"
    return stage


@pytest.fixture
def entering(stage: Stage) -> Stage:
    """Show a later start with a store that has a passphrase."""
    stage.door.errors = [NO_PASSPHRASE]
    stage.desk.start(store_exists=True)
    stage.settle()
    assert stage.page() == "unlock"
    return stage


def test_a_new_passphrase_makes_the_store(choosing: Stage) -> None:
    write(choosing, PASSPHRASE, PASSPHRASE)
    assert choosing.door.tried == [None, PASSPHRASE]
    assert choosing.page() == "capture_check"


@pytest.mark.parametrize(
    ("passphrase", "again", "problem"),
    [("short", "short", "at least"), (PASSPHRASE, "y" * MIN_PASSPHRASE, "not the same")],
)
def test_a_passphrase_that_cannot_be_taken(
    choosing: Stage, passphrase: str, again: str, problem: str
) -> None:
    write(choosing, passphrase, again)
    assert problem in choosing.text("unlockError")
    assert choosing.door.tried == [None]


def test_an_existing_store_asks_once_and_says_why(entering: Stage) -> None:
    assert not entering.shows("unlockAgain")
    assert entering.text("unlockLead") == str(NO_PASSPHRASE)
    write(entering, "")
    assert entering.door.tried == [None]


def test_a_wrong_passphrase_may_be_tried_again(entering: Stage) -> None:
    entering.door.errors = [WrongKeyError("Another key.")]
    write(entering, "not the right one")
    assert "not the passphrase" in entering.text("unlockError")
    assert entering.find(QLineEdit, "unlockPassphrase").text() == ""
    write(entering, PASSPHRASE)
    assert not entering.shows("unlockError")


def test_a_store_that_cannot_be_opened_is_told(stage: Stage) -> None:
    stage.door.errors = [StoreError("The store is newer: update the program.")]
    stage.desk.start(store_exists=True)
    stage.settle()
    assert stage.page() == "opening"
    assert stage.text("openingTitle") == "Your data can't be opened"
    assert stage.desk.window.banner.message == "The store is newer: update the program."


def test_a_locked_keychain_may_be_tried_again(stage: Stage) -> None:
    stage.door.errors = [LOCKED]
    stage.desk.start(store_exists=True)
    stage.settle()
    assert stage.page() == "opening"
    assert stage.desk.window.banner.message == str(LOCKED)
    stage.click("openingAgain")
    assert stage.door.tried == [None, None]
    assert stage.page() == "consent"


def test_a_first_start_may_try_the_keychain_again(choosing: Stage) -> None:
    assert str(NO_KEYCHAIN) in choosing.text("unlockLead")
    assert len(set(choosing.mnemonics())) == len(choosing.mnemonics()) == 4
    choosing.click("unlockKeychain")
    assert choosing.door.tried == [None, None]
    assert choosing.page() == "capture_check"


def test_a_wrong_passphrase_in_the_environment_is_told_as_that(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PASSPHRASE_VARIABLE, "not the right one")
    stage.door.errors = [WrongKeyError("Another key.")]
    stage.desk.start(store_exists=True)
    stage.settle()
    assert PASSPHRASE_VARIABLE in stage.text("unlockLead")
    assert not stage.shows("unlockError")


def test_continuing_twice_opens_the_store_once(stage: Stage) -> None:
    stage.desk.start(store_exists=False)
    stage.find(QLineEdit, "consentName").setText("Ada")
    stage.find(QCheckBox, "consentTick").click()
    go_on = stage.find(QPushButton, "consentContinue")
    go_on.click()
    go_on.click()
    stage.settle()
    assert stage.door.tried == [None]


def test_passphrases_are_not_shown(choosing: Stage) -> None:
    for name in ("unlockPassphrase", "unlockAgain"):
        field = choosing.find(QLineEdit, name)
        field.setText(PASSPHRASE)
        assert field.displayText() != PASSPHRASE
