import pytest
from hypothesis import given
from hypothesis import strategies as st

from inference.errors import StoreError, TamperedRecordError
from inference.stores.base import Address
from inference.stores.cipher import RecordCipher

CIPHER = RecordCipher(bytes(range(32)))
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
ADDRESSES = st.builds(Address, TEXTS, TEXTS, TEXTS)
VERSIONS = st.integers(-(2**63), 2**63 - 1)


@given(st.binary(max_size=200), ADDRESSES, VERSIONS)
def test_opens_what_it_sealed(data: bytes, address: Address, version: int) -> None:
    assert CIPHER.open(CIPHER.seal(data, address, version), address, version) == data


@given(st.binary(max_size=60), ADDRESSES, st.data())
def test_refuses_any_changed_bit(data: bytes, address: Address, draw: st.DataObject) -> None:
    sealed = bytearray(CIPHER.seal(data, address, 1))
    bit = draw.draw(st.integers(0, 8 * len(sealed) - 1))
    sealed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(TamperedRecordError):
        CIPHER.open(bytes(sealed), address, 1)


@given(st.binary(max_size=60), st.data())
def test_refuses_a_cut_record(data: bytes, draw: st.DataObject) -> None:
    address = Address("ada", "profile", "1")
    sealed = CIPHER.seal(data, address, 1)
    length = draw.draw(st.integers(0, len(sealed) - 1))
    with pytest.raises(TamperedRecordError):
        CIPHER.open(sealed[:length], address, 1)


@given(ADDRESSES, VERSIONS, ADDRESSES, VERSIONS)
def test_refuses_another_place_or_version(
    address: Address, version: int, other: Address, other_version: int
) -> None:
    sealed = CIPHER.seal(b"data", address, version)
    if (address, version) == (other, other_version):
        assert CIPHER.open(sealed, other, other_version) == b"data"
    else:
        with pytest.raises(TamperedRecordError):
            CIPHER.open(sealed, other, other_version)


def test_parts_of_an_address_do_not_run_into_each_other() -> None:
    sealed = CIPHER.seal(b"data", Address("ab", "c", "d"), 1)
    with pytest.raises(TamperedRecordError):
        CIPHER.open(sealed, Address("a", "bc", "d"), 1)


def test_same_data_never_looks_the_same() -> None:
    address = Address("ada", "profile", "1")
    assert CIPHER.seal(b"data", address, 1) != CIPHER.seal(b"data", address, 1)


def test_another_key_opens_nothing_and_names_owners_differently() -> None:
    address, other = Address("ada", "profile", "1"), RecordCipher(bytes(32))
    with pytest.raises(TamperedRecordError):
        other.open(CIPHER.seal(b"data", address, 1), address, 1)
    assert other.pseudonym("ada") != CIPHER.pseudonym("ada")
    assert CIPHER.pseudonym("ada") == CIPHER.pseudonym("ada") != CIPHER.pseudonym("ben")


def test_a_short_key_is_refused() -> None:
    with pytest.raises(StoreError, match="32 bytes, not 16"):
        RecordCipher(bytes(16))
