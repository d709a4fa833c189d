from hypothesis import given
from hypothesis import strategies as st

from desktop.capture.events import KeyEvent
from desktop.capture.pairing import KeystrokePairer
from inference.sample import UNIDENTIFIED, Keystroke

codes = st.sampled_from(["KeyA", "KeyB", "ShiftLeft", "Space", UNIDENTIFIED])
streams = st.lists(st.tuples(codes, st.booleans()), max_size=60).map(
    lambda pairs: [
        KeyEvent(code, pressed, float(place)) for place, (code, pressed) in enumerate(pairs)
    ]
)


def fed(pairer: KeystrokePairer, events: list[KeyEvent]) -> list[Keystroke]:
    return [keystroke for event in events if (keystroke := pairer.feed(event))]


@given(streams)
def test_each_release_closes_the_first_press_that_is_open(events: list[KeyEvent]) -> None:
    for keystroke in fed(KeystrokePairer(), events):
        press, release = events[int(keystroke.press_ms)], events[int(keystroke.release_ms)]
        assert press == (keystroke.code, True, keystroke.press_ms)
        assert release == (keystroke.code, False, keystroke.release_ms)
        between = events[int(keystroke.press_ms) + 1 : int(keystroke.release_ms)]
        if keystroke.code != UNIDENTIFIED:
            assert (keystroke.code, False) not in {event[:2] for event in between}


@given(streams)
def test_no_event_is_used_twice(events: list[KeyEvent]) -> None:
    keystrokes = fed(KeystrokePairer(), events)
    times = [time for keystroke in keystrokes for time in keystroke[1:]]
    assert len(times) == len(set(times))


@given(streams)
def test_what_is_pending_is_what_is_down(events: list[KeyEvent]) -> None:
    pairer = KeystrokePairer()
    down: list[str] = []
    for event in events:
        pairer.feed(event)
        if event.pressed and (event.code == UNIDENTIFIED or event.code not in down):
            down.append(event.code)
        elif not event.pressed and event.code in down:
            down.remove(event.code)
        assert pairer.pending == len(down)
        assert pairer.all_up == (not down)


@given(streams, streams)
def test_after_a_flush_nothing_of_before_comes(
    before: list[KeyEvent], after: list[KeyEvent]
) -> None:
    pairer = KeystrokePairer()
    fed(pairer, before)
    pairer.flush()
    assert pairer.all_up
    assert fed(pairer, after) == fed(KeystrokePairer(), after)


def test_rollover_pairs_by_key() -> None:
    events = [
        KeyEvent("KeyA", True, 0.0),
        KeyEvent("KeyB", True, 1.0),
        KeyEvent("KeyA", False, 2.0),
        KeyEvent("KeyB", False, 3.0),
    ]
    assert fed(KeystrokePairer(), events) == [("KeyA", 0.0, 2.0), ("KeyB", 1.0, 3.0)]


def test_auto_repeat_keeps_the_first_press() -> None:
    events = [
        KeyEvent("KeyA", True, 0.0),
        KeyEvent("KeyA", True, 500.0),
        KeyEvent("KeyA", True, 530.0),
        KeyEvent("KeyA", False, 540.0),
    ]
    assert fed(KeystrokePairer(), events) == [("KeyA", 0.0, 540.0)]


def test_unknown_keys_are_released_in_the_order_of_their_presses() -> None:
    events = [
        KeyEvent(UNIDENTIFIED, True, 0.0),
        KeyEvent(UNIDENTIFIED, True, 1.0),
        KeyEvent(UNIDENTIFIED, False, 2.0),
        KeyEvent(UNIDENTIFIED, False, 3.0),
    ]
    assert [tuple(pair)[1:] for pair in fed(KeystrokePairer(), events)] == [(0.0, 2.0), (1.0, 3.0)]
