"""Why a probe wasn't accepted, in words for people."""

from typing import Final

import numpy as np

from inference.decision import Reason
from inference.detector import DetectorSettings, Reference, Vector, deviations
from inference.features import STEPS_PER_SPREAD, Features

OTHER_PHRASE: Final = Reason(
    "other_phrase", "This is another phrase than the enrolled one: type the enrolled phrase."
)
_UNLIKE_PROFILE: Final = Reason("unlike_profile", "The rhythm is unlike the profile's.")
_POOR_TIMING: Final = Reason(
    "poor_timing", "Many times are far from how people type: type the phrase in one go."
)
_POOR_SHARE: Final = 0.7
_FAR_SPREADS: Final = 5.0
_WORST: Final = 3
_UNLIKE_DEVIATION: Final = 2.0


def usable_share(features: Features) -> float:
    """Give the share of times that lie where people's times lie, 0 to 1."""
    spreads = np.abs(features.steps()) / STEPS_PER_SPREAD
    return float(np.mean(spreads < _FAR_SPREADS)) if len(spreads) else 0.0


def rejection_reasons(
    reference: Reference, probe: Vector, settings: DetectorSettings, quality: float
) -> tuple[Reason, ...]:
    """Say why a probe is unlike a profile: in general, then the worst positions.

    Parameters
    ----------
    reference, probe, settings
        See :func:`inference.detector.deviations`.
    quality
        Share of the probe's times that could be used.
    """
    distances = deviations(reference, probe, settings)
    worst = [
        int(index)
        for index in np.argsort(-distances, kind="stable")[:_WORST]
        if distances[index] >= _UNLIKE_DEVIATION
    ]
    general = (_UNLIKE_PROFILE, _POOR_TIMING) if quality < _POOR_SHARE else (_UNLIKE_PROFILE,)
    return general + tuple(_at_position(reference, probe, index) for index in worst)


def _at_position(reference: Reference, probe: Vector, index: int) -> Reason:
    longer = probe[index] > reference.location[index]
    if index < reference.holds:
        word = "longer" if longer else "shorter"
        return Reason("unlike_hold", f"Key {index + 1} was held {word} than usual.", index)
    word = "slower" if longer else "faster"
    place = index - reference.holds
    return Reason(
        "unlike_interval",
        f"From key {place + 1} to key {place + 2} it went {word} than usual.",
        place,
    )
