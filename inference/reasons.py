"""Why a probe wasn't accepted, in words for people."""

from typing import Final

import numpy as np

from inference.decision import Reason
from inference.detector import Array, DetectorSettings, Reference, deviations
from inference.features import MIN_KEYS, STEPS_PER_SPREAD, FixedFeatures

OTHER_PHRASE: Final = Reason(
    "other_phrase", "This is another phrase than the enrolled one: type the enrolled phrase."
)
OTHER_ACCOUNT: Final = Reason(
    "other_account",
    "Only one of profile and attempt was made with an account key: the phrases can't be compared.",
)
UNLIKE_PROFILE: Final = Reason("unlike_profile", "The rhythm is unlike the profile's.")
TOO_STRICT: Final = Reason(
    "too_strict", "The requested FMR is stricter than this model can tell people apart."
)
POOR_TIMING: Final = Reason(
    "poor_timing", "Many times are far from how people type: type the phrase in one go."
)
TOO_SHORT: Final = Reason(
    "too_short", f"The text is too short to tell: type at least {MIN_KEYS} keys, better 50."
)
SHORT: Final = Reason(
    "short",
    "The text is short, so this answer is unsure: a firm one needs about 150 keys.",
)
ODD: Final = Reason("odd", "This attempt was typed unlike the others: type as you always do.")

POOR_QUALITY: Final = 0.7
"""Below this share of usable times, a rejection says so."""

_FAR_SPREADS: Final = 5.0
_WORST: Final = 3
_UNLIKE_DEVIATION: Final = 2.0


def usable_share(features: FixedFeatures) -> float:
    """Give the share of times that lie where people's times lie, 0 to 1."""
    spreads = np.abs(features.steps()) / STEPS_PER_SPREAD
    return float(np.mean(spreads < _FAR_SPREADS)) if len(spreads) else 0.0


def position_reasons(
    reference: Reference, probe: Array, settings: DetectorSettings
) -> tuple[Reason, ...]:
    """Name the positions that are most unlike a profile, the worst first.

    Parameters
    ----------
    reference, probe, settings
        Of one template, and one probe; see :func:`inference.detector.deviations`.
    """
    distances = deviations(reference, probe, settings)[0]
    worst = np.argsort(-distances, kind="stable")[:_WORST]
    return tuple(
        _at_position(reference, probe, int(index))
        for index in worst
        if distances[index] >= _UNLIKE_DEVIATION
    )


def _at_position(reference: Reference, probe: Array, index: int) -> Reason:
    more = probe[index] > reference.location[0, index]
    if index < reference.layout.holds:
        word = "longer" if more else "shorter"
        return Reason("unlike_hold", f"Key {index + 1} was held {word} than usual.", index)
    word = "slower" if more else "faster"
    place = index - reference.layout.holds
    message = f"From key {place + 1} to key {place + 2} it went {word} than usual."
    return Reason("unlike_interval", message, place)
