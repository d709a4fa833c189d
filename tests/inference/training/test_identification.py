import numpy as np
import pytest

from inference.identification import Identification
from inference.training.effort import Effort
from inference.training.fixed import fit_settings
from inference.training.identification import choice_weights, fit_identification
from inference.training.joins import Corpus
from inference.training.population import fit_population
from tests.inference.training.corpus import free_text

EFFORT = Effort(phrases=4, templates=12)


def learnt(seed: int) -> Identification:
    texts = free_text(60, 30)
    corpus = Corpus(texts, set(range(60)), fit_population(texts, set(range(60))))
    return fit_identification(corpus, corpus, fit_settings(corpus), EFFORT, seed)


def test_voices_that_know_the_right_one_get_weight_and_noise_gets_little() -> None:
    rng = np.random.default_rng(1)
    heard = rng.normal(size=(2000, 20, 3))
    heard[:, 0, 0] += 1.0
    heard[:, :, 1] *= 100.0
    heard[:, 0, 1] += 100.0
    weights = choice_weights(heard)
    # Normal voices whose means lie 1 apart weigh 1, in units of their spread.
    np.testing.assert_allclose(weights[:2], [1.0, 0.01], rtol=0.15)
    assert 0.0 <= weights[2] < 0.1


def test_a_voice_for_the_wrong_ones_gets_no_weight() -> None:
    heard = np.random.default_rng(1).normal(size=(400, 20, 2))
    heard[:, 0] += [2.0, -2.0]
    assert choice_weights(heard)[1] == 0.0


def test_learning_is_seeded() -> None:
    once, again, other = learnt(1), learnt(1), learnt(2)
    assert once.to_dict() == again.to_dict()
    assert once.to_dict() != other.to_dict()
    assert np.all(once.weights >= 0)
    assert once.weights.max() > 0.05


def test_galleries_shorter_than_the_shortlist_are_told() -> None:
    texts = free_text(60, 30)
    corpus = Corpus(texts, set(range(60)), fit_population(texts, set(range(60))))
    few = Effort(phrases=2, templates=5)
    with pytest.raises(LookupError, match="galleries of 20 writers"):
        fit_identification(corpus, corpus, fit_settings(corpus), few, seed=1)
