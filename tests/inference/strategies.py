"""Hypothesis strategies for typing."""

from hypothesis import strategies as st

from inference.keys import CHARACTER_KEYS
from inference.sample import Keystroke, Sample

MODIFIERS_AND_EDITING = ("ShiftLeft", "ShiftRight", "ControlLeft", "Backspace", "ArrowLeft", "F5")
CODES = st.sampled_from([*sorted(CHARACTER_KEYS), "Enter", *MODIFIERS_AND_EDITING])
GAPS_MS = st.floats(0, 90_000, allow_subnormal=False)
HOLDS_MS = st.floats(0, 9_000, allow_subnormal=False)


@st.composite
def keystroke_lists(draw: st.DrawFn, max_size: int = 40) -> list[Keystroke]:
    """Keystrokes as people make them: equal presses, overlaps, long pauses, repeats."""
    rows = draw(st.lists(st.tuples(CODES, GAPS_MS, HOLDS_MS), min_size=1, max_size=max_size))
    keystrokes, now_ms = [], draw(st.floats(-1e6, 1e9))
    for code, gap_ms, hold_ms in rows:
        now_ms += gap_ms
        keystrokes.append(Keystroke(code, now_ms, now_ms + hold_ms))
    return keystrokes


samples = keystroke_lists().map(Sample)
