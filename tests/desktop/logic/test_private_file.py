import os
import stat
from pathlib import Path

import pytest

from desktop.errors import FileError
from desktop.logic import private_file
from desktop.logic.private_file import read_whole, write_private

posix_only = pytest.mark.skipif(os.name != "posix", reason="POSIX file modes")


def test_a_file_replaces_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "export.json"
    for content in (b"first", b"second"):
        write_private(path, content)
        assert read_whole(path) == content
    assert list(tmp_path.iterdir()) == [path]


@posix_only
def test_only_its_owner_reads_it_whatever_lay_there(tmp_path: Path) -> None:
    path, draft, elsewhere = (tmp_path / name for name in ("e.json", "e.json.new", "elsewhere"))
    elsewhere.write_bytes(b"untouched")
    draft.symlink_to(elsewhere)
    previous = os.umask(0)  # the widest modes that the program could get
    try:
        write_private(path, b"content")
    finally:
        os.umask(previous)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert elsewhere.read_bytes() == b"untouched"


def test_what_can_not_be_written_or_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="can't be written"):
        write_private(tmp_path / "missing" / "export.json", b"content")
    with pytest.raises(FileError, match="can't be read"):
        read_whole(tmp_path / "missing.json")


def test_what_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(private_file, "MOST_BYTES", 10)
    write_private(tmp_path / "export.json", bytes(11))
    with pytest.raises(FileError, match="too large"):
        read_whole(tmp_path / "export.json")
