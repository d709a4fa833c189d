from desktop.capture.events import KeyEvent
from desktop.logic.text_stream import BLOCK_KEYS, PAUSE_MS, Block, TextStream
from inference.sample import Keystroke
from tests.desktop.logic.events import events


def evenly(count: int, start_ms: float = 0.0, code: str = "KeyA") -> list[Keystroke]:
    starts_ms = [start_ms + 100.0 * place for place in range(count)]
    return [Keystroke(code, at_ms, at_ms + 60) for at_ms in starts_ms]


def blocks_of(stream: TextStream, keystrokes: list[Keystroke]) -> list[Block]:
    blocks = [stream.feed(event) for event in events(keystrokes)]
    return [block for block in blocks if block is not None]


def test_so_many_keys_make_a_block_and_are_forgotten() -> None:
    stream = TextStream()
    (block,) = blocks_of(stream, evenly(BLOCK_KEYS + 7))
    assert len(block.sample.keystrokes) == BLOCK_KEYS
    assert stream.keys == 7


def test_keys_that_make_no_text_do_not_count() -> None:
    stream = TextStream()
    assert not blocks_of(stream, evenly(3 * BLOCK_KEYS, code="ArrowLeft"))
    assert stream.keys == 0


def test_shortcuts_are_no_text() -> None:
    stream = TextStream()
    stream.feed(KeyEvent("ControlLeft", pressed=True, time_ms=0))
    assert not blocks_of(stream, evenly(2 * BLOCK_KEYS, 10))
    stream.feed(KeyEvent("ControlLeft", pressed=False, time_ms=20_000))
    blocks_of(stream, evenly(5, 20_010))
    assert stream.keys == 5


def test_auto_repeat_is_one_key() -> None:
    stream = TextStream()
    for place in range(3 * BLOCK_KEYS):
        stream.feed(KeyEvent("KeyA", pressed=True, time_ms=30.0 * place))
    stream.feed(KeyEvent("KeyA", pressed=False, time_ms=30.0 * 3 * BLOCK_KEYS))
    assert stream.keys == 1


def test_a_pause_forgets_what_is_in_hand_and_begins_a_stretch() -> None:
    stream = TextStream()
    (first,) = blocks_of(stream, evenly(BLOCK_KEYS + 20))
    (second,) = blocks_of(stream, evenly(BLOCK_KEYS + 1, 10_000 + PAUSE_MS))
    assert second.stretch > first.stretch
    assert stream.keys == 1


def test_a_block_waits_until_no_key_is_down() -> None:
    stream = TextStream()
    rolled = evenly(BLOCK_KEYS)
    rolled[-2] = rolled[-2]._replace(code="KeyB", release_ms=rolled[-1].release_ms + 200)
    late = evenly(1, rolled[-1].press_ms + 150)
    (block,) = blocks_of(stream, rolled + late)
    presses = [key.press_ms for key in block.sample.keystrokes]
    assert len(presses) == BLOCK_KEYS + 1
    assert presses == sorted(presses)


def test_a_key_whose_release_is_lost_holds_up_no_block() -> None:
    stream = TextStream()
    stream.feed(KeyEvent("KeyZ", pressed=True, time_ms=0))
    assert blocks_of(stream, evenly(2 * BLOCK_KEYS, 10))


def test_what_was_typed_is_not_shown() -> None:
    (block,) = blocks_of(TextStream(), evenly(BLOCK_KEYS))
    assert "KeyA" not in repr(block)
