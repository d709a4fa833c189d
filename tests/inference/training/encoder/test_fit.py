"""Training with torch, where torch is installed (`make setup-train`)."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from inference.arrays import read_arrays
from inference.bundle import bundled_models, load_bundle
from inference.encoder import Encoder
from inference.strokes import strokes
from inference.training.encoder.corpus import Corpus
from inference.training.encoder.recipe import Recipe
from inference.training.encoder.usual import UsualTimes
from tests.inference.training.corpus import free_text

torch = pytest.importorskip("torch", reason="torch isn't installed: run 'make setup-train'")

RECIPE = Recipe(
    steps=40,
    people=10,
    windows=4,
    enrolled=2,
    lengths=(32, 48),
    channels=24,
    hidden=32,
    dimension=16,
    heads=2,
    dilations=(1, 2),
    warm_up=5,
    nameless=0.0,
)
TEXTS = list(free_text(30, 12))


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> Iterator[None]:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="module")
def usual() -> UsualTimes:
    return UsualTimes.of(load_bundle(bundled_models()).population)


def trained(usual: UsualTimes, recipe: Recipe, checkpoint: Path) -> Any:
    from inference.training.encoder.fit import fit_encoder, new_network  # noqa: PLC0415 (needs torch)

    network = new_network(recipe, usual)
    return fit_encoder([Corpus.of(TEXTS)], network, recipe, checkpoint, lambda _: "")


def test_numpy_gives_what_torch_gives(usual: UsualTimes, tmp_path: Path) -> None:
    from inference.training.encoder.check import encoded  # noqa: PLC0415 (needs torch)
    from inference.training.encoder.export import encoder_bytes  # noqa: PLC0415

    network = trained(usual, RECIPE, tmp_path / "encoder.ckpt")
    encoder = Encoder.from_bytes(encoder_bytes([network]))
    corpus = Corpus.of(TEXTS)
    lengths = np.full(len(TEXTS), 60)
    expected = encoded(network, corpus.batch(corpus.bounds[:-1], lengths, 70))
    found = [encoder.encode(strokes(text.sample(0, 60))) for text in TEXTS]
    # Weights are kept in half precision; the arithmetic itself agrees far better.
    np.testing.assert_allclose(found, expected, atol=5e-3)


def test_in_the_weights_precision_both_agree_to_a_ten_thousandth(usual: UsualTimes) -> None:
    from inference.training.encoder.check import encoded  # noqa: PLC0415 (needs torch)
    from inference.training.encoder.export import encoder_bytes  # noqa: PLC0415
    from inference.training.encoder.network import Network  # noqa: PLC0415

    torch.manual_seed(1)
    network = Network(RECIPE, usual.holds, usual.intervals).eval()
    for name, weights in network.named_parameters():
        if name.startswith("centre."):
            weights.data.fill_((1 + network.centre.eps) ** 0.5 if "weight" in name else 0.0)
        else:
            weights.data = weights.data.half().float()
    encoder = Encoder.from_bytes(encoder_bytes([network]))
    corpus = Corpus.of(TEXTS)
    expected = encoded(network, corpus.batch(corpus.bounds[:-1], np.full(len(TEXTS), 45), 64))
    found = [encoder.encode(strokes(text.sample(0, 45))) for text in TEXTS]
    np.testing.assert_allclose(found, expected, atol=1e-4)


def test_training_goes_on_where_it_was_interrupted(usual: UsualTimes, tmp_path: Path) -> None:
    from inference.training.encoder import fit  # noqa: PLC0415 (needs torch)
    from inference.training.encoder.corpus import Sampler  # noqa: PLC0415

    recipe = replace(RECIPE, steps=6)

    def trainer() -> Any:
        sampler = Sampler([Corpus.of(TEXTS)], recipe)
        return fit._Trainer(sampler, fit.new_network(recipe, usual), recipe)

    whole = trainer()
    losses = [whole.learn() for _ in range(6)]
    first = trainer()
    assert [first.learn() for _ in range(3)] == losses[:3]
    first.save(tmp_path / "encoder.ckpt")
    second = trainer()
    second.load(tmp_path / "encoder.ckpt")
    assert second.step == 3
    assert [second.learn() for _ in range(3)] == pytest.approx(losses[3:], rel=1e-4)


def test_another_recipes_checkpoint_is_refused(usual: UsualTimes, tmp_path: Path) -> None:
    checkpoint = tmp_path / "encoder.ckpt"
    trained(usual, replace(RECIPE, steps=1), checkpoint)
    with pytest.raises(ValueError, match="another recipe: delete it"):
        trained(usual, replace(RECIPE, steps=2), checkpoint)


def test_training_tells_people_apart(usual: UsualTimes, tmp_path: Path) -> None:
    from inference.training.encoder import check  # noqa: PLC0415 (needs torch)

    windows = check.windows_of(Corpus.of(TEXTS), 4, 50)
    eers = []
    for steps in (1, 100):
        network = trained(usual, replace(RECIPE, steps=steps), tmp_path / str(steps))
        vectors = check.encoded(network, windows).reshape(len(TEXTS), 4, -1)
        eers.append(check.global_eer(vectors, 2))
    assert eers[1] < 0.6 * eers[0]


def test_an_exported_network_is_trained_further(usual: UsualTimes, tmp_path: Path) -> None:
    from inference.training.encoder.check import encoded  # noqa: PLC0415 (needs torch)
    from inference.training.encoder.export import encoder_bytes, take_over  # noqa: PLC0415
    from inference.training.encoder.fit import fit_encoder, new_network  # noqa: PLC0415

    trained_once = trained(usual, RECIPE, tmp_path / "first.ckpt")
    network = new_network(RECIPE, usual)
    take_over(network, read_arrays(encoder_bytes([trained_once])), 0)
    corpus = Corpus.of(TEXTS)
    windows = corpus.batch(corpus.bounds[:-1], np.full(len(TEXTS), 40), 48)
    before = encoded(deepcopy(network).eval(), windows)
    # Weights are kept in half precision.
    np.testing.assert_allclose(before, encoded(trained_once, windows), atol=5e-3)
    careful = replace(RECIPE, steps=3, learning_rate=1e-5)
    further = fit_encoder([corpus], network, careful, tmp_path / "second.ckpt", lambda _: "")
    after = encoded(further, windows)
    assert not np.allclose(after, before, atol=1e-5)
    assert (after * before).sum(axis=1).min() > 0.99


def test_an_encoder_of_several_networks_puts_their_vectors_one_after_the_other(
    usual: UsualTimes, tmp_path: Path
) -> None:
    from inference.training.encoder.export import encoder_bytes  # noqa: PLC0415 (needs torch)
    from inference.training.encoder.make import Schooling, make_encoder  # noqa: PLC0415

    recipes = [replace(RECIPE, steps=4), replace(RECIPE, steps=4, seed=5, dimension=8)]
    population = load_bundle(bundled_models()).population
    checkpoint = tmp_path / "encoder.ckpt"
    schooling = Schooling([TEXTS], TEXTS, population, checkpoint)
    data, figures = make_encoder(schooling, recipes)
    both = Encoder.from_bytes(data)
    assert both.dimension == 24
    assert len(figures["validation_eer_of_each_network"]) == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["encoder-0.ckpt", "encoder-1.ckpt"]
    window = strokes(TEXTS[0].sample(0, 40))
    alone = Encoder.from_bytes(encoder_bytes([trained(usual, recipes[0], checkpoint)]))
    np.testing.assert_allclose(
        both.encode(window)[:16] * np.sqrt(24 / 16), alone.encode(window), atol=1e-6
    )
