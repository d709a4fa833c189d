"""Training: resumable, seeded, on a GPU where there is one."""

import ctypes
import logging
import math
import os
import sys
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import asdict
from pathlib import Path
from time import monotonic
from typing import Any, Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from inference.training.encoder.augmentation import augmented
from inference.training.encoder.corpus import Batch, Corpus, Sampler
from inference.training.encoder.losses import PeopleLoss, TemplateLoss
from inference.training.encoder.network import Network, Windows
from inference.training.encoder.recipe import Recipe
from inference.training.encoder.usual import UsualTimes

_LONGEST_GRADIENT: Final = 5.0
_LOSS_RATE: Final = 2.5
"""The losses' own parameters learn so many times faster than the network."""
_LAST_RATE: Final = 0.02
_REPORT_EVERY: Final = 200
_SAVE_EVERY: Final = 1000

_log = logging.getLogger(__name__)


def fit_encoder(
    corpora: Sequence[Corpus],
    network: Network,
    recipe: Recipe,
    checkpoint: Path,
    check: Callable[[Network], str],
) -> Network:
    """Train one network of the encoder.

    Parameters
    ----------
    corpora
        Sets of people to learn from.
    network
        To begin with; :func:`new_network` makes one.
    recipe
        How.
    checkpoint
        File that training is taken up from where it was interrupted; kept until it is deleted.
    check
        Says how good a network is; for the log.

    Returns
    -------
    Network
        With averaged weights.
    """
    _keep_memory()
    trainer = _Trainer(Sampler(corpora, recipe), network, recipe)
    if checkpoint.exists():
        trainer.load(checkpoint)
        _log.info("going on at step %d of %d", trainer.step, recipe.steps)
    began, first, losses = monotonic(), trainer.step, 0.0
    while trainer.step < recipe.steps:
        losses += trainer.learn()
        if trainer.step % _REPORT_EVERY == 0:
            pace = (monotonic() - began) / (trainer.step - first)
            left_min = (recipe.steps - trainer.step) * pace / 60
            _log.info(
                "step %d of %d, loss %.3f, %.0f minutes left",
                trainer.step, recipe.steps, losses / _REPORT_EVERY, left_min,
            )  # fmt: skip
            losses = 0.0
        if trainer.step % _SAVE_EVERY == 0 or trainer.step == recipe.steps:
            trainer.save(checkpoint)
            _log.info("step %d: %s", trainer.step, check(trainer.averaged))
    return trainer.averaged


def new_network(recipe: Recipe, usual: UsualTimes) -> Network:
    """Make a network with random weights, the same ones each time.

    Parameters
    ----------
    recipe
        Its sizes, and the seed.
    usual
        The population's times.
    """
    torch.manual_seed(recipe.seed)
    return Network(recipe, usual.holds, usual.intervals)


class _Trainer:
    """Network, losses and optimiser, and one step of them."""

    def __init__(self, sampler: Sampler, network: Network, recipe: Recipe) -> None:
        torch.manual_seed(recipe.seed)
        self._device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        self._sampler, self._recipe = sampler, recipe
        self._network = network.to(self._device)
        self.averaged = deepcopy(self._network).eval()
        self._losses = nn.ModuleList([PeopleLoss(recipe, sampler.people), TemplateLoss(recipe)])
        self._losses.to(self._device)
        rate = recipe.learning_rate
        self._optimiser = torch.optim.AdamW(
            [
                {"params": self._network.parameters(), "lr": rate},
                {"params": self._losses.parameters(), "lr": rate * _LOSS_RATE, "weight_decay": 0},
            ],
            weight_decay=recipe.weight_decay,
            betas=(0.9, 0.98),
        )
        self._rates = [group["lr"] for group in self._optimiser.param_groups]
        self.step = 0

    def learn(self) -> float:
        """Take one step; what it draws depends on seed and step alone. Gives the loss."""
        rng = np.random.default_rng((self._recipe.seed, self.step))
        torch.manual_seed(int(rng.integers(2**63)))
        batch, person = self._sampler.draw(rng)
        loss = self._loss(augmented(batch, self._recipe, rng), person)
        self._optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self._network.parameters(), _LONGEST_GRADIENT)
        for group, rate in zip(self._optimiser.param_groups, self._rates, strict=True):
            group["lr"] = rate * self._pace()
        self._optimiser.step()
        self.step += 1
        self._average()
        return float(loss.detach())

    def save(self, checkpoint: Path) -> None:
        """Write all that goes on from here; a file half-written is never left."""
        checkpoint.parent.mkdir(parents=True, exist_ok=True)
        unfinished = checkpoint.with_suffix(".part")
        torch.save(self._state(), unfinished)
        unfinished.replace(checkpoint)

    def load(self, checkpoint: Path) -> None:
        """Go on from what :meth:`save` wrote.

        Raises
        ------
        ValueError
            If another recipe was trained.
        """
        state = torch.load(checkpoint, map_location=self._device, weights_only=True)
        if state["recipe"] != _plain(self._recipe):
            raise ValueError(
                f"{checkpoint} was trained by another recipe: delete it to start anew."
            )
        for name, part in self._parts().items():
            part.load_state_dict(state[name])
        self.step = state["step"]

    def _loss(self, batch: Batch, person: NDArray[np.int64]) -> torch.Tensor:
        people, templates = self._losses
        with torch.autocast(self._device.type, torch.bfloat16, enabled=_computes_bfloat16()):
            vectors = self._network(Windows.of(batch, self._device))
        labels = torch.from_numpy(person).to(self._device)
        loss: torch.Tensor = people(vectors, labels) + templates(vectors)
        return loss

    def _pace(self) -> float:
        """Share of the full learning rate: a short rise, then a cosine."""
        done = self.step / self._recipe.steps
        fall = _LAST_RATE + (1 - _LAST_RATE) * (1 + math.cos(math.pi * done)) / 2
        return min(1.0, (self.step + 1) / self._recipe.warm_up) * fall

    @torch.no_grad()
    def _average(self) -> None:
        share = 1 - min(self._recipe.averaging, (self.step + 1) / (self.step + 10))
        trained = self._network.state_dict()
        for name, kept in self.averaged.state_dict().items():
            if kept.is_floating_point():
                kept.lerp_(trained[name], share)
            else:
                kept.copy_(trained[name])

    def _parts(self) -> dict[str, Any]:
        return {
            "network": self._network,
            "averaged": self.averaged,
            "losses": self._losses,
            "optimiser": self._optimiser,
        }

    def _state(self) -> dict[str, Any]:
        states = {name: part.state_dict() for name, part in self._parts().items()}
        return states | {"step": self.step, "recipe": _plain(self._recipe)}


def _plain(recipe: Recipe) -> dict[str, Any]:
    return asdict(recipe)


def _computes_bfloat16() -> bool:
    """Tell whether half the digits make it faster: on a GPU, and on CPUs with such instructions."""
    return torch.cuda.is_available() or bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())  # noqa: SLF001 (torch has no public name for it)


def _keep_memory() -> None:
    """Have the C library keep freed memory: getting it anew for each step takes half the time."""
    if sys.platform == "linux" and "MALLOC_MMAP_THRESHOLD_" not in os.environ:
        largest_mapping, trim = -3, -1
        library = ctypes.CDLL(None)
        if hasattr(library, "mallopt"):
            library.mallopt(largest_mapping, 1 << 30)
            library.mallopt(trim, (1 << 31) - 1)
