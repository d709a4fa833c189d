"""Training with torch, where torch is installed (`make setup-train`)."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

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
    from inference.training.encoder.fit import fit_encoder  # noqa: PLC0415 (needs torch)

    return fit_encoder([Corpus.of(TEXTS)], usual, recipe, checkpoint, lambda _: "")


def test_numpy_gives_what_torch_gives(usual: UsualTimes, tmp_path: Path) -> None:
    from inference.training.encoder.check import encoded  # noqa: PLC0415 (needs torch)
    from inference.training.encoder.export import encoder_bytes  # noqa: PLC0415

    network = trained(usual, RECIPE, tmp_path / "encoder.ckpt")
    encoder = Encoder.from_bytes(encoder_bytes(network))
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
    encoder = Encoder.from_bytes(encoder_bytes(network))
    corpus = Corpus.of(TEXTS)
    expected = encoded(network, corpus.batch(corpus.bounds[:-1], np.full(len(TEXTS), 45), 64))
    found = [encoder.encode(strokes(text.sample(0, 45))) for text in TEXTS]
    np.testing.assert_allclose(found, expected, atol=1e-4)


def test_training_goes_on_where_it_was_interrupted(usual: UsualTimes, tmp_path: Path) -> None:
    from inference.training.encoder import fit  # noqa: PLC0415 (needs torch)
    from inference.training.encoder.corpus import Sampler  # noqa: PLC0415

    recipe = replace(RECIPE, steps=6)
    whole = fit._Trainer(Sampler([Corpus.of(TEXTS)], recipe), usual, recipe)
    losses = [whole.learn() for _ in range(6)]
    first = fit._Trainer(Sampler([Corpus.of(TEXTS)], recipe), usual, recipe)
    assert [first.learn() for _ in range(3)] == losses[:3]
    first.save(tmp_path / "encoder.ckpt")
    second = fit._Trainer(Sampler([Corpus.of(TEXTS)], recipe), usual, recipe)
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
