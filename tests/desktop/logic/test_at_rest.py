"""Whoever gets at the store's files, but not at its key, learns nothing of anybody from them."""

import base64
import json
from collections.abc import Callable, Sequence

import pytest

from desktop.logic.delivery import WaitingEnrollment
from desktop.logic.documents import APP_OWNER
from desktop.logic.profiles import DesktopProfile
from desktop.logic.scorer import LOCAL_OWNER
from desktop.logic.settings import Settings
from desktop.logic.workspace import Workspace
from inference.features import FixedFeatures
from inference.stores.sqlite import SqliteStore
from inference.template import FixedTemplate, FreeTemplate, Template
from tests.desktop.logic.enrolling import PHRASE, enrolled, enrolled_free, typed_in
from tests.inference.typing import typed

NAMES = ("Grace Hopper", "Ada Lovelace", "Countess Augusta", "Benjamin Herschel", "Mary Somerville")
IN_A_ROW = 6
"""Some of these bytes or numbers stand anywhere by chance; so many in a row don't."""


@pytest.fixture
def planted(workspace: Workspace, dead_endpoint: str) -> set[bytes]:
    """Have something of everybody in the store, and give what of it must be found nowhere."""
    consenting, before, renamed, writer, waiting = NAMES
    workspace.consent.give(consenting)
    ada = enrolled(workspace, label=before, keep_phrase=True)
    workspace.rename(ada.id, renamed)
    free = enrolled_free(workspace, label=writer)
    away = Settings("remote", dead_endpoint)
    letter = workspace.enroll(
        typed_in(workspace, label=waiting, settings=away, keep_phrase=True), away
    )
    assert isinstance(letter, WaitingEnrollment)
    # Nothing is deleted by this, which would empty the log.
    workspace.verify(ada, typed(77), Settings())
    assert ada.tag is not None
    texts = {*NAMES, PHRASE, "verified", letter.key, ada.tag, dead_endpoint}
    needles = {text.encode() for text in texts}
    for template in templates(workspace, ada, free):
        needles |= of_template(template)
    for features in letter.draft.features:
        assert isinstance(features, FixedFeatures)
        needles.add(in_json(features.holds))
    return needles


def templates(workspace: Workspace, *profiles: DesktopProfile) -> list[Template]:
    service = workspace._transfer._service
    return [
        service.export(LOCAL_OWNER, profile.service_id).enrollment.template for profile in profiles
    ]


def of_template(template: Template) -> set[bytes]:
    """Give parts of a template as numbers, and as its record writes it."""
    assert isinstance(template, FixedTemplate | FreeTemplate)
    rows = template.steps if isinstance(template, FixedTemplate) else template.vectors
    text = base64.b64encode(template.to_bytes())
    # The end may be what many templates have in common: the attempts' numbers.
    middle = len(text) // 2
    return {row[:IN_A_ROW].tobytes() for row in rows} | {text[middle : middle + 32]}


def in_json(numbers: Sequence[int]) -> bytes:
    return json.dumps(list(numbers[:IN_A_ROW]), separators=(",", ":"))[1:-1].encode()


def decrypted(workspace: Workspace, store: SqliteStore) -> bytes:
    """Give what the store's key opens, templates as their bytes too."""
    records = [
        record.data
        for owner in (APP_OWNER, LOCAL_OWNER)
        for kind in store.sizes()
        for record in store.list(owner, kind).records
    ]
    local = [one for one in workspace.profiles.all() if one.scored == "local"]
    return b"\n".join(records + [one.to_bytes() for one in templates(workspace, *local)])


def in_files(store: SqliteStore) -> dict[str, bytes]:
    """Give the store's file and all beside it, by name."""
    return {file.name: file.read_bytes() for file in store.path.parent.iterdir()}


def found(needles: set[bytes], content: bytes) -> set[bytes]:
    return {needle for needle in needles if needle in content}


def test_all_that_is_looked_for_is_in_the_store(
    workspace: Workspace, store: SqliteStore, planted: set[bytes]
) -> None:
    assert found(planted, decrypted(workspace, store)) == planted


def test_nothing_of_it_is_in_any_file(store: SqliteStore, planted: set[bytes]) -> None:
    files = in_files(store)
    assert {"store.sqlite", "store.sqlite-wal", "store.sqlite-shm"} <= set(files)
    assert files["store.sqlite-wal"]
    for name, content in files.items():
        assert not found(planted, content), name


def close(store: SqliteStore, workspace: Workspace) -> None:
    del workspace
    store.close()


def delete_all(store: SqliteStore, workspace: Workspace) -> None:
    workspace.withdraw_consent()
    store.close()


@pytest.mark.parametrize("end", [close, delete_all])
def test_nor_is_it_afterwards(
    workspace: Workspace,
    store: SqliteStore,
    planted: set[bytes],
    end: Callable[[SqliteStore, Workspace], None],
) -> None:
    end(store, workspace)
    for name, content in in_files(store).items():
        assert not found(planted, content), name


def test_nor_is_it_in_a_sealed_export(workspace: Workspace, planted: set[bytes]) -> None:
    data = workspace.export(passphrase="four plain words here").data  # noqa: S106 - no secret
    # As base64, nothing would be found whether encrypted or not.
    assert not found(planted, base64.b64decode(json.loads(data)["sealed"]))
    plain = workspace.export().data
    # The same search finds them where they may be read.
    assert {name.encode() for name in NAMES[2:4]} <= found(planted, plain)
