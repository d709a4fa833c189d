"""What every store does, whatever it keeps its records in."""

import threading
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inference.errors import ConflictError, NotFoundError
from inference.stores.base import Store
from tests.inference.stores.conftest import Clock


def test_a_record_is_created_replaced_read_and_deleted(any_store: Store) -> None:
    assert any_store.create("ada", "profile", "1", b"first") == 1
    assert any_store.replace("ada", "profile", "1", b"second", 1) == 2
    record = any_store.get("ada", "profile", "1")
    assert (record.record_id, record.version, record.data) == ("1", 2, b"second")
    any_store.delete("ada", "profile", "1")
    with pytest.raises(NotFoundError, match="no such profile"):
        any_store.get("ada", "profile", "1")


def test_there_is_one_record_with_an_id(any_store: Store) -> None:
    any_store.create("ada", "profile", "1", b"first")
    with pytest.raises(ConflictError):
        any_store.create("ada", "profile", "1", b"second")
    assert any_store.get("ada", "profile", "1").data == b"first"


@pytest.mark.parametrize("version", [0, 1, 3])
def test_only_the_version_that_was_read_is_replaced(any_store: Store, version: int) -> None:
    any_store.create("ada", "profile", "1", b"first")
    any_store.replace("ada", "profile", "1", b"second", 1)
    with pytest.raises(ConflictError, match="read it again"):
        any_store.replace("ada", "profile", "1", b"lost update", version)
    assert any_store.get("ada", "profile", "1").data == b"second"


def test_foreign_and_absent_look_the_same(any_store: Store) -> None:
    any_store.create("ada", "profile", "1", b"data")
    messages: set[str] = set()
    for owner, record_id in (("ben", "1"), ("ada", "2")):
        with pytest.raises(NotFoundError) as read:
            any_store.get(owner, "profile", record_id)
        with pytest.raises(NotFoundError) as replaced:
            any_store.replace(owner, "profile", record_id, b"", 1)
        with pytest.raises(NotFoundError) as deleted:
            any_store.delete(owner, "profile", record_id)
        messages.update(str(caught.value) for caught in (read, replaced, deleted))
    assert len(messages) == 1
    assert any_store.list("ben", "profile") == ((), ())


def test_deleting_an_owner_leaves_the_others(any_store: Store) -> None:
    any_store.create("ada", "profile", "1", b"data")
    any_store.create("ada", "consent", "1", b"data")
    any_store.create("ben", "profile", "1", b"data")
    assert any_store.delete_owner("ada") == 2
    assert any_store.delete_owner("ada") == 0
    assert any_store.list("ada", "profile").records == ()
    assert len(any_store.list("ben", "profile").records) == 1


RECORD_IDS = st.sampled_from(["1", "2", "3"])
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["create", "replace", "delete"]),
        st.sampled_from(["ada", "ben"]),
        RECORD_IDS,
        st.binary(max_size=40),
        st.integers(1, 3),
    ),
    max_size=20,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_it_behaves_like_a_dictionary_with_versions(
    any_store: Store, steps: list[tuple[str, str, str, bytes, int]]
) -> None:
    model: dict[tuple[str, str], tuple[int, bytes]] = {}
    for action, owner, record_id, data, version in steps:
        held = model.get((owner, record_id))
        try:
            if action == "create":
                any_store.create(owner, "profile", record_id, data)
                assert held is None
                model[owner, record_id] = (1, data)
            elif action == "replace":
                any_store.replace(owner, "profile", record_id, data, version)
                assert held is not None
                assert held[0] == version
                model[owner, record_id] = (version + 1, data)
            else:
                any_store.delete(owner, "profile", record_id)
                assert held is not None
                del model[owner, record_id]
        except NotFoundError:
            assert held is None
        except ConflictError:
            assert held is not None
            assert action == "create" or held[0] != version
    for owner in ("ada", "ben"):
        listed = {
            one.record_id: (one.version, one.data) for one in any_store.list(owner, "profile")[0]
        }
        assert listed == {key[1]: value for key, value in model.items() if key[0] == owner}
        any_store.delete_owner(owner)


def test_a_listing_is_ordered_and_of_one_kind(any_store: Store) -> None:
    for record_id in ("c", "a", "b"):
        any_store.create("ada", "profile", record_id, record_id.encode())
    any_store.create("ada", "profiles", "d", b"another kind")
    listing = any_store.list("ada", "profile")
    assert [(one.record_id, one.data) for one in listing.records] == [
        ("a", b"a"), ("b", b"b"), ("c", b"c"),
    ]  # fmt: skip
    assert listing.damaged == ()


def test_an_empty_record_and_a_large_one_are_kept(any_store: Store) -> None:
    large = bytes(range(256)) * 1400
    any_store.create("ada", "profile", "1", b"")
    any_store.create("ada", "profile", "2", large)
    assert any_store.get("ada", "profile", "1").data == b""
    assert any_store.get("ada", "profile", "2").data == large


def test_an_expired_record_looks_absent(any_store: Store, clock: Clock) -> None:
    end = int(clock.now) + 60
    any_store.create("ada", "challenge", "1", b"ends", expires=end)
    any_store.create("ada", "challenge", "2", b"lasts")
    assert [one.record_id for one in any_store.list("ada", "challenge").records] == ["1", "2"]
    with pytest.raises(ConflictError):
        any_store.create("ada", "challenge", "1", b"too early")
    clock.now = end
    assert [one.record_id for one in any_store.list("ada", "challenge").records] == ["2"]
    for use in (
        lambda: any_store.get("ada", "challenge", "1"),
        lambda: any_store.replace("ada", "challenge", "1", b"again", 1),
        lambda: any_store.delete("ada", "challenge", "1"),
        lambda: any_store.delete("ada", "challenge", "1", 1),
    ):
        with pytest.raises(NotFoundError):
            use()
    assert any_store.create("ada", "challenge", "1", b"new") == 1
    assert any_store.get("ada", "challenge", "1").data == b"new"


def test_a_replaced_record_expires_anew(any_store: Store, clock: Clock) -> None:
    end = int(clock.now) + 60
    any_store.create("ada", "challenge", "1", b"first", expires=end)
    any_store.create("ada", "challenge", "2", b"first", expires=end)
    any_store.replace("ada", "challenge", "1", b"second", 1, expires=end + 60)
    any_store.replace("ada", "challenge", "2", b"second", 1)
    clock.now = end
    assert len(any_store.list("ada", "challenge").records) == 2
    clock.now = end + 60
    assert [one.record_id for one in any_store.list("ada", "challenge").records] == ["2"]


def test_only_the_version_that_was_read_is_deleted(any_store: Store) -> None:
    any_store.create("ada", "profile", "1", b"first")
    any_store.replace("ada", "profile", "1", b"second", 1)
    with pytest.raises(ConflictError, match="read it again"):
        any_store.delete("ada", "profile", "1", 1)
    any_store.delete("ada", "profile", "1", 2)
    with pytest.raises(NotFoundError):
        any_store.delete("ada", "profile", "1", 2)


def run(count: int, work: Callable[[], None]) -> None:
    threads = [threading.Thread(target=work) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_of_many_who_create_one_record_one_succeeds(any_store: Store) -> None:
    outcomes: list[bool] = []

    def create() -> None:
        try:
            any_store.create("ada", "profile", "1", b"mine")
        except ConflictError:
            outcomes.append(False)
        else:
            outcomes.append(True)

    run(8, create)
    assert sorted(outcomes) == [False] * 7 + [True]


def test_who_repeats_after_a_conflict_loses_no_update(any_store: Store) -> None:
    any_store.create("ada", "count", "1", b"0")

    def count() -> None:
        for _ in range(5):
            while True:
                record = any_store.get("ada", "count", "1")
                data = str(int(record.data) + 1).encode()
                try:
                    any_store.replace("ada", "count", "1", data, record.version)
                except ConflictError:
                    continue
                break

    run(4, count)
    record = any_store.get("ada", "count", "1")
    assert (record.version, record.data) == (21, b"20")


def test_of_many_who_delete_one_record_one_succeeds(any_store: Store) -> None:
    any_store.create("ada", "challenge", "1", b"used once")
    outcomes: list[bool] = []

    def delete() -> None:
        try:
            any_store.delete("ada", "challenge", "1")
        except NotFoundError:
            outcomes.append(False)
        else:
            outcomes.append(True)

    run(8, delete)
    assert sorted(outcomes) == [False] * 7 + [True]
