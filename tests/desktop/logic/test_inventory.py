from pathlib import Path

from desktop.logic.inventory import Inventory
from inference.stores.sqlite import Size, SqliteStore
from tests.inference.stores.conftest import FixedKey


def test_it_tells_what_there_is_of_each_kind(tmp_path: Path) -> None:
    with SqliteStore(tmp_path / "store", FixedKey()) as store:
        store.create("a", "event", "1", b"x" * 100)
        store.create("b", "event", "2", b"x" * 50)
        store.create("b", "sign_in", "3", b"x")
        sizes = store.sizes()
        assert sizes["event"].records == 2
        assert 150 < sizes["event"].size_bytes < 300
        inventory = Inventory(store.path, sizes, in_keychain=True)
        assert inventory.file_bytes >= store.path.stat().st_size
    assert list(inventory.by_name()) == ["History", "Keys and sign-ins"]


def test_kinds_of_one_name_are_told_together() -> None:
    sizes = {"attempts": Size(1, 10), "attempts_older": Size(2, 20)}
    (size,) = Inventory(Path("store"), sizes, in_keychain=False).by_name().values()
    assert size == Size(3, 30)
