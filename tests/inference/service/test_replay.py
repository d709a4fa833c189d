from dataclasses import replace

import numpy as np
import pytest

from inference.bundle import ENCODER, bundled_models, load_bundle
from inference.errors import ReplayedError
from inference.evaluation.altered import ALTERATIONS, Alteration, altered
from inference.features import FixedFeatures
from inference.recognizer import Recognizer
from inference.service.directions import directions
from inference.service.replay import MOST_MARKS, ReplayGuard, Seen, fixed_distances
from inference.simulation.typists import typists
from tests.inference.typing import SENTENCES

PHRASE = "the quick brown fox"


@pytest.fixture(scope="module")
def guard(recognizer: Recognizer) -> ReplayGuard:
    return ReplayGuard(recognizer.manifest["files"][ENCODER])


@pytest.mark.parametrize("way", ALTERATIONS)
def test_replays_of_a_phrase_are_known(
    recognizer: Recognizer, guard: ReplayGuard, way: str
) -> None:
    rng = np.random.default_rng(3)
    for person in typists(2, seed=5):
        samples = [person.type(PHRASE, repetition) for repetition in range(12)]
        features = [recognizer.extract(sample) for sample in samples]
        template, seen = recognizer.enroll(features[:6]), Seen.nothing()
        for probe in features[6:]:
            guard.check(probe, template, seen)
            seen = seen.with_marks(guard.marks(probe))
        for sample in samples:
            replay = recognizer.extract(altered(sample, ALTERATIONS[way], rng))
            with pytest.raises(ReplayedError, match="type again"):
                guard.check(replay, template, seen)


@pytest.mark.parametrize("way", ALTERATIONS)
def test_replays_of_free_text_are_known(
    recognizer: Recognizer, guard: ReplayGuard, way: str
) -> None:
    rng = np.random.default_rng(3)
    for person in typists(2, seed=5):
        samples = [person.type(text, 0) for text in SENTENCES]
        features = [recognizer.extract(sample, "free") for sample in samples]
        template, seen = recognizer.enroll(features[:3], "free"), Seen.nothing()
        for probe in features[3:]:
            guard.check(probe, template, seen)
            seen = seen.with_marks(guard.marks(probe))
        for sample in samples:
            replay = recognizer.extract(altered(sample, ALTERATIONS[way], rng), "free")
            with pytest.raises(ReplayedError):
                guard.check(replay, template, seen)


def test_features_that_were_changed_themselves_are_known(
    recognizer: Recognizer, guard: ReplayGuard
) -> None:
    (person,) = typists(1, seed=5)
    features = [recognizer.extract(person.type(PHRASE, one)) for one in range(7)]
    template, sent = recognizer.enroll(features[:6]), features[6]
    assert isinstance(sent, FixedFeatures)
    steps, seen = sent.steps().astype(float), Seen.nothing().with_marks(guard.marks(sent))
    for changed in (steps + 100, steps * 1.05, steps - 60, steps + np.arange(len(steps)) % 3):
        holds, intervals = np.split(np.rint(changed).astype(int), [sent.positions])
        replayed = tuple(holds.tolist()), tuple(intervals.tolist())
        replay = replace(sent, holds=replayed[0], intervals=replayed[1])
        with pytest.raises(ReplayedError):
            guard.check(replay, template, seen)


def test_the_directions_that_come_with_the_program_are_for_its_encoder(
    recognizer: Recognizer,
) -> None:
    encoder = recognizer.manifest["files"][ENCODER]
    dimension = load_bundle(bundled_models()).encoder.dimension
    assert directions(encoder, dimension).matrix.shape == (dimension, 40), (
        "the encoder is new: learn its directions by python -m inference.training.replay"
    )


def test_vectors_of_an_unknown_encoder_are_compared_as_they_are() -> None:
    assert np.array_equal(directions("0" * 64, 16).matrix, np.eye(16))


def test_so_many_attempts_are_remembered() -> None:
    seen = Seen.nothing()
    for number in range(MOST_MARKS + 10):
        seen = seen.with_marks(np.full((1, 5), number, np.int16))
    assert seen.marks[:, 0].tolist() == list(range(10, MOST_MARKS + 10))
    assert Seen.from_bytes(seen.to_bytes()) == seen


def test_marks_of_another_width_make_room() -> None:
    seen = Seen.nothing().with_marks(np.zeros((2, 5), np.int16))
    assert seen.with_marks(np.ones((1, 7), np.int16)).marks.shape == (1, 7)


def test_nothing_shows_in_the_repr() -> None:
    seen = Seen.nothing().with_marks(np.full((2, 5), 12_345, np.int16))
    assert "12345" not in repr(seen)


def test_the_fewer_positions_the_nearer_a_replay_must_be() -> None:
    rng = np.random.default_rng(1)
    shares = []
    for positions in (4, 6, 8, 11):
        known = rng.normal(0, 1024, (1, 2 * positions - 1)).astype(np.int16)
        noise = rng.normal(0, 60, (200, 2 * positions - 1)).astype(np.int16)
        distances = [fixed_distances(known[0] + row, known)[0] for row in noise]
        shares.append(np.mean(np.array(distances) < 1))
    assert shares == sorted(shares)
    assert shares[0] < shares[-1]


def test_an_alteration_keeps_the_order_of_presses() -> None:
    (person,) = typists(1, seed=5)
    sample = person.type(PHRASE, 0)
    changed = altered(sample, Alteration(0.5, -100.0, 50.0), np.random.default_rng(1))
    presses = [key.press_ms for key in changed.keystrokes]
    assert presses == sorted(presses)
    assert all(key.release_ms >= key.press_ms for key in changed.keystrokes)
    assert altered(sample, Alteration(), np.random.default_rng(1)).keystrokes == sample.keystrokes
