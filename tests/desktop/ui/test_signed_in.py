"""The window signed in at a real service that takes an issuer's tokens and nobody else's."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton, QRadioButton

from desktop.logic.workspace import Workspace
from tests.desktop.ui.conftest import Stage
from tests.desktop.ui.enrolling import enroll
from tests.desktop.ui.typing import PHRASE, attempt
from tests.doors import serving
from tests.oidc import AUDIENCE, CLIENT, TestIssuer, browse_as, issuing


@pytest.fixture(scope="module")
def issuer() -> Iterator[TestIssuer]:
    with issuing() as issuer:
        yield issuer


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory, issuer: TestIssuer) -> Iterator[str]:
    store = tmp_path_factory.mktemp("service") / "store.sqlite"
    with serving(store, KEYSTROKE_ISSUER=issuer.address, KEYSTROKE_AUDIENCE=AUDIENCE) as base:
        yield base


def test_signing_in_leads_to_a_verdict_and_signing_out_ends_it(
    inside: Stage, workspace: Workspace, endpoint: str, issuer: TestIssuer
) -> None:
    inside.click("sidebar_settings")
    inside.find(QRadioButton, "settingsRemote").setChecked(True)
    inside.find(QLineEdit, "settingsEndpoint").setText(endpoint)
    inside.find(QLineEdit, "settingsIssuer").setText(issuer.address)
    inside.find(QLineEdit, "settingsClientId").setText(CLIENT)
    inside.click("settingsTest")
    assert "wants you to sign in" in inside.text("settingsTestResult")
    workspace.sign_ins.browse = browse_as("ada")
    inside.click("settingsSignIn")
    inside.click("settingsTest")
    assert inside.text("settingsTestResult") == "The service answers and fits."
    inside.click("settingsSave")
    inside.click("sidebar_profiles")
    enroll(inside, keep=True)
    inside.click("enrollVerify")
    inside.attempt(attempt(50), PHRASE)
    assert inside.text("verdict") == "Accepted"
    inside.click("sidebar_settings")
    inside.settle()
    inside.find(QPushButton, "settingsSignOut").click()
    inside.settle()
    inside.click("sidebar_verify")
    inside.attempt(attempt(51), PHRASE)
    assert inside.text("verdict") == "Could not be scored"
    assert "wants you to sign in" in inside.text("verdictReasons")
