from functools import partial

import pytest

from desktop.logic.continuous import MOST_KEYS, Evidence, Reading
from desktop.logic.text_stream import TextStream
from inference.features import FreeFeatures
from inference.recognizer import Recognizer
from tests.desktop.logic.events import events
from tests.desktop.writing import OWNER, STRANGER, TEXTS, free_samples, written

FMR = 0.01
# STRANGER types so much like the owner that it takes long to be sure of it; this one doesn't.
UNLIKE = 1


def blocks(recognizer: Recognizer, person: int) -> list[FreeFeatures]:
    stream, shift_ms, found = TextStream(), 0.0, []
    for text in TEXTS * 2:
        keys = written(text, person).keystrokes
        for event in events(keys):
            block = stream.feed(event._replace(time_ms=event.time_ms + shift_ms))
            if block is not None:
                features = recognizer.extract(block.sample, mode="free")
                assert isinstance(features, FreeFeatures)
                found.append(features)
        shift_ms += keys[-1].release_ms + 500
    return found


@pytest.fixture
def evidence(recognizer: Recognizer) -> Evidence:
    template = recognizer.enroll(free_samples(6), mode="free")
    return Evidence(partial(recognizer.verify, template, fmr=FMR))


def test_the_owner_is_known_at_once_and_firmly_later(
    recognizer: Recognizer, evidence: Evidence
) -> None:
    readings = [evidence.add(1, block) for block in blocks(recognizer, OWNER)]
    assert [reading.verdict for reading in readings] == ["owner"] * len(readings)
    assert not readings[0].is_firm
    assert readings[-1].is_firm


def test_not_even_a_similar_stranger_is_taken_for_the_owner(
    recognizer: Recognizer, evidence: Evidence
) -> None:
    readings = [evidence.add(1, block) for block in blocks(recognizer, STRANGER)]
    assert "owner" not in {reading.verdict for reading in readings}


def test_a_stranger_is_known_for_one(recognizer: Recognizer, evidence: Evidence) -> None:
    readings = [evidence.add(1, block) for block in blocks(recognizer, UNLIKE)]
    assert (readings[-1].verdict, readings[-1].is_firm) == ("other", True)


def test_no_more_than_the_latest_text_counts(recognizer: Recognizer, evidence: Evidence) -> None:
    readings = [evidence.add(1, block) for block in blocks(recognizer, OWNER) * 3]
    assert max(reading.keys for reading in readings) <= MOST_KEYS


def test_another_stretch_begins_anew(recognizer: Recognizer, evidence: Evidence) -> None:
    first, second, *_ = blocks(recognizer, OWNER)
    evidence.add(1, first)
    assert evidence.add(2, second).keys == second.keys


def test_a_take_over_within_a_stretch_shows(recognizer: Recognizer, evidence: Evidence) -> None:
    for block in blocks(recognizer, OWNER):
        evidence.add(1, block)
    readings = [evidence.add(1, block) for block in blocks(recognizer, UNLIKE)]
    assert (readings[-1].verdict, readings[-1].is_firm) == ("other", True)


@pytest.mark.parametrize(
    ("score", "verdict"), [(1.5, "owner"), (1.4, "unsure"), (-4.6, "unsure"), (-4.7, "other")]
)
def test_the_verdict_follows_from_threshold_and_fmr(score: float, verdict: str) -> None:
    assert Reading(1, 50, score, 1.5, FMR).verdict == verdict
