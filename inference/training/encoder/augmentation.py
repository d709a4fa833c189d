"""Changes to typing that leave the person the same: other clocks, noise, cut pauses, no keys."""

import numpy as np
from numpy.typing import NDArray

from inference.training.encoder.corpus import Batch
from inference.training.encoder.recipe import Recipe

Times = NDArray[np.float32]


def augmented(batch: Batch, recipe: Recipe, rng: np.random.Generator) -> Batch:
    """Change a batch's windows; those of one person get the same clock.

    Parameters
    ----------
    batch
        Windows, person by person.
    recipe
        How often, and how much.
    rng
        Chooses.
    """
    hold_ms, gap_ms = _coarser(batch, recipe, rng)
    noise_ms = rng.uniform(0, recipe.jitter_ms, (len(hold_ms), 1))
    hold_ms, gap_ms = (_noisy(times_ms, noise_ms, rng) for times_ms in (hold_ms, gap_ms))
    gap_ms = np.minimum(gap_ms, _longest_gaps(len(gap_ms), recipe, rng)) * batch.mask
    gap_ms[:, 0] = 0.0
    return batch._replace(
        code=np.where(_unknown(batch, recipe, rng), 0, batch.code),
        hold_ms=(hold_ms * batch.mask).astype(np.float32),
        gap_ms=gap_ms.astype(np.float32),
    )


def _coarser(batch: Batch, recipe: Recipe, rng: np.random.Generator) -> tuple[Times, Times]:
    """Read some people's presses and releases off a coarse clock."""
    people = len(batch.code) // recipe.windows
    clocks = np.where(rng.random(people) < recipe.coarse, rng.choice(recipe.clocks_ms, people), 0)
    tick_ms = np.repeat(clocks, recipe.windows)[:, np.newaxis]
    size = np.maximum(tick_ms, 1)
    press_ms = np.cumsum(batch.gap_ms, axis=1) + size * rng.random((len(tick_ms), 1))
    pressed = np.floor(press_ms / size) * size
    released = np.floor((press_ms + batch.hold_ms) / size) * size
    gap_ms = np.diff(pressed, axis=1, prepend=pressed[:, :1])
    return (
        np.where(tick_ms > 0, released - pressed, batch.hold_ms),
        np.where(tick_ms > 0, gap_ms, batch.gap_ms),
    )


def _noisy(times_ms: Times, noise_ms: NDArray[np.float64], rng: np.random.Generator) -> Times:
    noise = rng.standard_normal(times_ms.shape, dtype=np.float32)
    return np.maximum(times_ms + noise * noise_ms, 0).astype(np.float32)


def _longest_gaps(count: int, recipe: Recipe, rng: np.random.Generator) -> NDArray[np.float64]:
    limits = rng.uniform(*recipe.pause_ms, (count, 1))
    return np.where(rng.random((count, 1)) < recipe.clipped, limits, np.inf)


def _unknown(batch: Batch, recipe: Recipe, rng: np.random.Generator) -> NDArray[np.bool_]:
    """Choose strokes whose keys are unknown: some of each window, all of some people's."""
    windows, width = batch.code.shape
    share = rng.uniform(0, 2 * recipe.key_dropout, (windows, 1))
    nameless = rng.random(windows // recipe.windows) < recipe.nameless
    unknown: NDArray[np.bool_] = rng.random((windows, width), dtype=np.float32) < share
    return unknown | np.repeat(nameless, recipe.windows)[:, np.newaxis]
