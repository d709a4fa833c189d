"""Sign-ins of the app, against an issuer of our own and the real service with JWTs on."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.errors import UnauthorizedError
from desktop.logic.documents import APP_OWNER
from desktop.logic.remote import RemoteScorer
from desktop.logic.settings import Settings
from desktop.logic.sign_in import accounts
from desktop.logic.sign_in.tokens import SignedIn
from desktop.logic.workspace import Workspace
from inference.decision import Decision
from inference.errors import NotFoundError
from inference.stores.sqlite import SqliteStore
from tests.desktop.logic.enrolling import enrolled
from tests.desktop.logic.test_kept_secret import MemoryKeyring, memory_keyring
from tests.doors import serving
from tests.inference.typing import typed
from tests.oidc import AUDIENCE, CLIENT, TestIssuer, browse_as, issuing

__all__ = ["memory_keyring"]

SECRET = "0123456789abcdef" * 2


@pytest.fixture(scope="module")
def issuer() -> Iterator[TestIssuer]:
    with issuing() as issuer:
        yield issuer


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory, issuer: TestIssuer) -> Iterator[str]:
    store = tmp_path_factory.mktemp("service") / "store.sqlite"
    with serving(store, KEYSTROKE_ISSUER=issuer.address, KEYSTROKE_AUDIENCE=AUDIENCE) as base:
        yield base


@pytest.fixture
def settings(endpoint: str, issuer: TestIssuer) -> Settings:
    return Settings("remote", endpoint, issuer=issuer.address, client_id=CLIENT)


def sign_in(workspace: Workspace, settings: Settings, user: str) -> str:
    workspace.sign_ins.browse = browse_as(user)
    return workspace.sign_ins.sign_in(settings.endpoint, settings.issuer, settings.client_id)


def test_who_is_signed_in_enrols_and_is_verified(
    workspace: Workspace, settings: Settings, store: SqliteStore
) -> None:
    assert workspace.sign_ins.who(settings.endpoint) is None
    assert sign_in(workspace, settings, "ada") == "ada@example.org"
    assert workspace.sign_ins.who(settings.endpoint + "/") == "ada@example.org"
    profile = enrolled(workspace, settings=settings)
    answer = workspace.verify(profile, typed(70), settings)
    assert isinstance(answer, Decision)
    assert answer.accepted
    workspace.sign_ins.sign_out(settings.endpoint)
    assert workspace.sign_ins.who(settings.endpoint) is None
    with pytest.raises(UnauthorizedError):
        workspace.verify(profile, typed(71), settings)
    sign_in(workspace, settings, "eve")
    with pytest.raises(NotFoundError):
        workspace.verify(profile, typed(72), settings)
    sign_in(workspace, settings, "ada")
    assert workspace.removal.delete(profile).deleted == 1
    assert not store.list(APP_OWNER, "pending_deletion").records


def test_without_a_sign_in_the_service_refuses(workspace: Workspace, settings: Settings) -> None:
    with pytest.raises(UnauthorizedError, match="sign in"):
        RemoteScorer(workspace._transport(settings.endpoint)).delete("0" * 32)


def test_a_token_is_renewed_before_it_ends_and_when_it_is_refused(
    workspace: Workspace, settings: Settings, issuer: TestIssuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(workspace, settings, "ada")
    before = issuer.requests.count("/token")
    tokens = workspace.sign_ins.tokens(settings.endpoint)
    first = tokens.token()
    assert tokens.token() == first
    assert issuer.requests.count("/token") == before
    with monkeypatch.context() as later:
        later.setattr(accounts, "EARLY_SECONDS", 400.0)
        assert tokens.token()
    assert issuer.requests.count("/token") == before + 1
    assert tokens.token(renew=True)
    assert issuer.requests.count("/token") == before + 2
    # A token that only the service finds stale, as with a wrong clock.
    secret = workspace.sign_ins._secret(settings.endpoint)
    kept = secret.read()
    assert kept is not None
    stale = replace(SignedIn.from_bytes(kept), access_token=issuer.token("ada", exp=1))
    secret.write(stale.to_bytes())
    with pytest.raises(NotFoundError):
        RemoteScorer(workspace._transport(settings.endpoint)).delete("0" * 32)


def test_who_has_to_sign_in_again_is_told(
    workspace: Workspace, settings: Settings, issuer: TestIssuer
) -> None:
    sign_in(workspace, settings, "ada")
    issuer.refresh_tokens.clear()
    with pytest.raises(UnauthorizedError, match="sign in again"):
        workspace.sign_ins.tokens(settings.endpoint).token(renew=True)


def test_tokens_go_to_their_own_service_only(workspace: Workspace, settings: Settings) -> None:
    sign_in(workspace, settings, "ada")
    for other in ("https://evil.example", settings.endpoint.replace("127.0.0.1", "localhost")):
        assert workspace.sign_ins.tokens(other).token() is None


def test_a_static_token_goes_to_this_machine_only(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KEYSTROKE_TOKEN", SECRET)
    assert workspace.sign_ins.tokens("http://127.0.0.1:8765").token() == SECRET
    assert workspace.sign_ins.tokens("https://rhythm.example.org").token() is None


def test_signing_out_takes_the_tokens_back(
    workspace: Workspace, settings: Settings, issuer: TestIssuer, store: SqliteStore
) -> None:
    sign_in(workspace, settings, "ada")
    taken_back = len(issuer.revoked)
    workspace.sign_ins.sign_out(settings.endpoint)
    assert len(issuer.revoked) == taken_back + 1
    assert not store.list(APP_OWNER, "sign_in").records
    workspace.sign_ins.sign_out(settings.endpoint)


def test_withdrawing_consent_signs_out_unless_something_is_still_to_be_deleted(
    workspace: Workspace, settings: Settings, store: SqliteStore, dead_endpoint: str
) -> None:
    sign_in(workspace, settings, "ada")
    profile = enrolled(workspace, settings=settings)
    sign_in(workspace, replace(settings, endpoint=dead_endpoint), "ada")
    workspace.profiles.add(
        replace(profile, id="other", service_id="0" * 32, endpoint=dead_endpoint)
    )
    receipt = workspace.withdraw_consent()
    assert (receipt.deleted, receipt.pending) == (1, 1)
    assert workspace.sign_ins.who(settings.endpoint) is None
    assert workspace.sign_ins.who(dead_endpoint) == "ada@example.org"


def test_tokens_are_in_the_keychain_and_nowhere_else(
    store: SqliteStore, settings: Settings, memory_keyring: MemoryKeyring, tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    caplog.set_level(logging.DEBUG)
    workspace = Workspace(store, in_keychain=True)
    sign_in(workspace, settings, "ada")
    token = workspace.sign_ins.tokens(settings.endpoint).token()
    assert token
    (record,) = store.list(APP_OWNER, "sign_in").records
    for part in (token, "ada"):
        assert part.encode().hex() not in record.data.decode()
        assert part not in record.data.decode()
    assert memory_keyring.entries
    assert token not in caplog.text
    for file in tmp_path.rglob("*"):
        assert not file.is_file() or token.encode() not in file.read_bytes()
