"""Why an attempt isn't counted: typed outcomes with a one-line reason, never exceptions."""

from typing import Final, Literal, NamedTuple

from desktop.logic.wording import QT_TRANSLATE_NOOP

RefusalCode = Literal[
    "mistyped",
    "interrupted",
    "not_typed",
    "odd",
    "too_fast",
    "too_coarse",
    "too_short",
    "nothing_to_compare",
]
CONTEXT: Final = "Refusal"


class Refusal(NamedTuple):
    """An attempt that isn't counted or scored.

    Parameters
    ----------
    code
        The kind of refusal.
    message
        One sentence for people, in English, with ``{place}`` where the place stands; translated
        under :data:`CONTEXT`.
    place
        Which key it is about, the first one being 1; 0 where it is about none.
    """

    code: RefusalCode
    message: str
    place: int = 0


MISTYPED: Final = Refusal(
    "mistyped", QT_TRANSLATE_NOOP("Refusal", "That was not the phrase. Type it again.")
)
CORRECTED: Final = Refusal(
    "mistyped",
    QT_TRANSLATE_NOOP(
        "Refusal", "There was a correction in it. Type the phrase in one go, or start over."
    ),
)
OTHER_KEY: Final = Refusal(
    "mistyped",
    QT_TRANSLATE_NOOP(
        "Refusal", "A key was pressed that is no part of the phrase. Type the phrase again."
    ),
)
FOCUS_LOST: Final = Refusal(
    "interrupted",
    QT_TRANSLATE_NOOP("Refusal", "The field lost the focus half-way. Type it again."),
)
CAPTURE_LOST: Final = Refusal(
    "interrupted",
    QT_TRANSLATE_NOOP("Refusal", "Key capture stopped half-way. Type it again."),
)
LONG_PAUSE: Final = Refusal(
    "interrupted",
    QT_TRANSLATE_NOOP(
        "Refusal", "There was a long pause before key {place}. Type the phrase without a break."
    ),
)
NOT_TYPED: Final = Refusal(
    "not_typed",
    QT_TRANSLATE_NOOP(
        "Refusal", "Part of the text was not typed key by key. Type it, without pasting."
    ),
)
KEYS_DO_NOT_MATCH: Final = Refusal(
    "not_typed",
    QT_TRANSLATE_NOOP(
        "Refusal", "The captured keys do not match the text. Type it again, key by key."
    ),
)
TOO_FAST: Final = Refusal(
    "too_fast",
    QT_TRANSLATE_NOOP("Refusal", "That was faster than people type. Type it yourself, key by key."),
)
TOO_COARSE: Final = Refusal(
    "too_coarse",
    QT_TRANSLATE_NOOP("Refusal", "Its times are not good enough to show a rhythm."),
)
TOO_SHORT: Final = Refusal(
    "too_short",
    QT_TRANSLATE_NOOP(
        "Refusal", "That was too short to tell a rhythm. Type a whole sentence, 15 keys at least."
    ),
)
NOTHING_TO_COMPARE: Final = Refusal(
    "nothing_to_compare",
    QT_TRANSLATE_NOOP("Refusal", "There is no profile here that it could be compared with."),
)
