"""From a sample to its features; only on the machine where the typing was done."""

from collections.abc import Callable, Mapping
from typing import Final

from inference.bundle import Bundle
from inference.decision import Mode
from inference.features import (
    CONTRACT_VERSION,
    Features,
    FixedFeatures,
    FreeFeatures,
    Window,
    phrase_tag,
)
from inference.sample import Sample
from inference.strokes import strokes, windows
from inference.timing import timings

Extract = Callable[[Sample, Bundle, bytes | None], Features]


def extract_fixed(sample: Sample, bundle: Bundle, account_key: bytes | None) -> FixedFeatures:
    """Standardise the times of a phrase's positions; its tag needs the account's key."""
    holds, intervals = bundle.population.standardise(timings(sample))
    tag = None if account_key is None else phrase_tag(sample, account_key)
    return FixedFeatures(CONTRACT_VERSION, bundle.model, tag, holds, intervals)


def extract_free(sample: Sample, bundle: Bundle, _: bytes | None = None) -> FreeFeatures:
    """Encode a text's windows; a text that is too short has none."""
    encoder = bundle.encoder
    encoded = [Window.of(len(one), encoder.encode(one)) for one in windows(strokes(sample))]
    return FreeFeatures(CONTRACT_VERSION, bundle.model, tuple(encoded))


EXTRACTIONS: Final[Mapping[Mode, Extract]] = {"fixed": extract_fixed, "free": extract_free}
