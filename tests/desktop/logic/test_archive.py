import json
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.errors import ArchiveError
from desktop.logic.archive import Archive
from desktop.logic.sealing import unseal
from desktop.logic.workspace import Workspace
from inference.errors import KeyUnavailableError, WrongKeyError
from tests.desktop.logic.enrolling import PHRASE, enrolled, enrolled_free

PASSPHRASE = "four plain words here"  # noqa: S105 - it protects nothing

Change = Callable[[dict[str, Any]], object]


@pytest.fixture
def plain(workspace: Workspace) -> dict[str, Any]:
    """Give a plain export with a phrase that was kept, and with free text."""
    enrolled(workspace, keep_phrase=True)
    enrolled_free(workspace, label="Ben")
    document: dict[str, Any] = json.loads(workspace.export().data)
    return document


@pytest.fixture
def sealed(workspace: Workspace) -> bytes:
    enrolled(workspace, keep_phrase=True, label="Ada Lovelace")
    return workspace.export(passphrase=PASSPHRASE).data


def written(document: object) -> bytes:
    return json.dumps(document).encode()


def first(document: dict[str, Any]) -> dict[str, Any]:
    entry: dict[str, Any] = document["profiles"][0]
    return entry


def test_what_is_written_is_read(plain: dict[str, Any]) -> None:
    archive = Archive.from_bytes(written(plain))
    assert json.loads(archive.to_bytes()) == plain
    assert [one.profile.phrase for one in archive.entries] == [PHRASE, None]
    assert "Ada" not in repr(archive) + repr(archive.entries)


def test_a_sealed_export_shows_nothing(sealed: bytes) -> None:
    assert set(json.loads(sealed)) == {"format", "format_version", "key", "sealed"}
    for planted in (b"Lovelace", PHRASE.encode(), b"template", b"account"):
        assert planted not in sealed
    assert Archive.from_bytes(sealed, PASSPHRASE).account_key is not None


def test_an_empty_passphrase_seals_nothing(workspace: Workspace) -> None:
    with pytest.raises(KeyUnavailableError, match="empty"):
        workspace.export(passphrase="")


@pytest.mark.parametrize("part", ["key", "sealed"])
def test_a_changed_byte_of_a_sealed_export_is_told(sealed: bytes, part: str) -> None:
    start, size = sealed.index(f'"{part}"'.encode()) + len(part) + 4, 40
    for place in range(start, start + size, 5):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises((ArchiveError, WrongKeyError)):
            Archive.from_bytes(bytes(changed), PASSPHRASE)


@pytest.mark.parametrize("share", [0.0, 0.01, 0.5, 0.99])
def test_a_truncated_export_is_told(sealed: bytes, plain: dict[str, Any], share: float) -> None:
    for data in (sealed, written(plain)):
        with pytest.raises(ArchiveError):
            Archive.from_bytes(data[: int(share * len(data))], PASSPHRASE)


def test_a_truncated_content_is_told(sealed: bytes) -> None:
    document = json.loads(sealed)
    document["sealed"] = document["sealed"][:400]
    with pytest.raises(ArchiveError, match="was changed"):
        Archive.from_bytes(written(document), PASSPHRASE)


@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_what_is_no_export_is_told(data: bytes) -> None:
    with pytest.raises(ArchiveError):
        Archive.from_bytes(data)


@pytest.mark.parametrize(
    "change",
    [
        lambda document: document.update(format_version=2),
        lambda document: first(document)["profile"].update(keyboards=["a", "b"]),
        lambda document: first(document)["kept"].update(format_version=2),
    ],
    ids=["archive", "profile", "service"],
)
def test_a_newer_format_is_told(plain: dict[str, Any], change: Change) -> None:
    change(plain)
    with pytest.raises(ArchiveError, match=r"update (it|the program)"):
        Archive.from_bytes(written(plain))


def test_a_newer_sealing_is_told(sealed: bytes) -> None:
    document = json.loads(sealed) | {"format_version": 2}
    with pytest.raises(ArchiveError, match="newer version"):
        Archive.from_bytes(written(document), PASSPHRASE)


@pytest.mark.parametrize(
    "change",
    [
        lambda document: document.pop("account"),
        lambda document: document.update(account_key="00" * 32),
        lambda document: document.update(account_key="00"),
        lambda document: document.update(exported="yesterday"),
        lambda document: document.update(profiles={}),
        lambda document: document["profiles"].append(first(document)),
        lambda document: document.update(profiles=[None]),
        lambda document: first(document).pop("kept"),
        lambda document: first(document).update(kept=None),
        lambda document: first(document).update(stand_in=first(document)["kept"]),
        lambda document: first(document)["profile"].update(id="../profile"),
        lambda document: first(document)["profile"].update(service_id=""),
        lambda document: first(document)["profile"].update(label="\n"),
        lambda document: first(document)["profile"].update(label=3),
        lambda document: first(document)["profile"].update(mode="free"),
        lambda document: first(document)["profile"].update(positions=True),
        lambda document: first(document)["profile"].update(positions=7),
        lambda document: first(document)["profile"].update(tag="0" * 64),
        lambda document: first(document)["profile"].update(scored="remote"),
        lambda document: first(document)["profile"].update(created="2026-01-01"),
        lambda document: first(document)["profile"].update(later_days=["soon"]),
        lambda document: first(document)["profile"].update(later_days="2026-01-01"),
        lambda document: first(document)["profile"].pop("created"),
        lambda document: first(document)["kept"].update(format="other"),
        lambda document: first(document)["kept"].pop("attempts"),
        lambda document: first(document)["kept"]["template"].update(bytes="AAAA"),
        lambda document: first(document)["kept"].update(
            template=document["profiles"][1]["kept"]["template"]
        ),
        lambda document: first(document)["kept"]["attempts"].update(failures=-1),
        lambda document: first(document)["kept"]["attempts"].update(seen=[[1, 2], [3]]),
        lambda document: first(document)["kept"]["attempts"].update(seen=[[1.5]]),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told(plain: dict[str, Any], change: Change) -> None:
    change(plain)
    with pytest.raises(ArchiveError):
        Archive.from_bytes(written(plain))


def test_the_schema_describes_what_is_written(plain: dict[str, Any], sealed: bytes) -> None:
    validator = import_module("jsonschema").Draft202012Validator
    schema = json.loads(Path("docs/export.schema.json").read_text(encoding="utf-8"))
    validator.check_schema(schema)
    opened = json.loads(unseal(json.loads(sealed), PASSPHRASE))
    assert opened["account_key"]
    for document in (plain, json.loads(sealed), opened):
        validator(schema).validate(document)
    plain["profiles"][0]["profile"]["id"] = "../profile"
    assert not validator(schema).is_valid(plain)
