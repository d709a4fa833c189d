import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.capture import wire
from desktop.capture.codes import X11
from desktop.capture.events import KeyEvent

messages = st.one_of(
    st.builds(wire.Arm, st.integers(0)),
    st.builds(wire.Armed, st.integers(0)),
    st.just(wire.Disarm()),
    st.just(wire.Ready()),
    st.just(wire.Alive()),
    st.builds(
        KeyEvent,
        st.sampled_from(sorted(X11.values())),
        st.booleans(),
        st.floats(allow_nan=False, allow_infinity=False),
    ),
)


@given(messages)
def test_a_message_arrives_as_it_was_sent(message: wire.Message) -> None:
    assert wire.decode(wire.encode(message)) == message


@given(messages)
def test_a_message_is_one_line_that_a_pipe_does_not_split(message: wire.Message) -> None:
    line = wire.encode(message)
    assert line.count(b"\n") == 1
    assert len(line) <= 512


def test_a_reason_stays_one_line() -> None:
    line = wire.encode(wire.Unavailable("no\nkeyboard \n here"))
    assert wire.decode(line) == wire.Unavailable("no keyboard here")


@given(messages)
def test_half_a_message_is_none(message: wire.Message) -> None:
    line = wire.encode(message)
    assert all(wire.decode(line[:length]) is None for length in range(len(line)))


@pytest.mark.parametrize(
    "line", [b"\n", b"key\n", b"key KeyA 1 soon\n", b"arm x\n", b"\xff\xfe\n", b"other 1\n"]
)
def test_what_is_no_message_is_none(line: bytes) -> None:
    assert wire.decode(line) is None
