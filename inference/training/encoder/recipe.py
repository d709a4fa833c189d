"""How the encoder's networks are built and trained."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Recipe:
    """Choices for one network, made on validation writers and on odd-numbered people of Aalto.

    Parameters
    ----------
    steps
        Optimiser steps.
    people, windows, enrolled
        A batch holds so many windows of so many people; of each person's, the first `enrolled` make
        a template that the others are probes of.
    lengths
        Strokes of the longest window of a batch, one drawn for each batch.
    shortest
        Strokes of a batch's shortest window, as a share of its longest.
    channels, hidden, dimension, heads, dilations
        Of the network, see :class:`inference.training.encoder.network.Network`.
    dropout
        Share of hidden channels left out of each block.
    scale, margin
        Of the additive-margin softmax over people (Wang et al., 2018).
    learning_rate, weight_decay, warm_up
        Of AdamW, with a cosine to zero after `warm_up` steps.
    averaging
        How slowly the weights that are kept follow the trained ones.
    key_dropout
        Mean share of keys made unknown.
    nameless
        Share of people all of whose keys are made unknown.
    coarse
        Share of people whose clock is made coarser.
    clocks_ms
        What it is made.
    jitter_ms
        Largest standard deviation of noise on the times.
    clipped
        Share of windows whose pauses are cut, so that essays resemble short tasks.
    pause_ms
        Bounds of where they are cut.
    seed
        Makes it repeatable.
    """

    steps: int = 10_000
    people: int = 40
    windows: int = 8
    enrolled: int = 5
    lengths: tuple[int, ...] = (32, 48, 64, 80)
    shortest: float = 0.6
    channels: int = 160
    hidden: int = 320
    dimension: int = 128
    heads: int = 4
    dilations: tuple[int, ...] = (1, 2, 4, 8)
    dropout: float = 0.1
    scale: float = 30.0
    margin: float = 0.2
    learning_rate: float = 2e-3
    weight_decay: float = 0.05
    warm_up: int = 100
    averaging: float = 0.998
    key_dropout: float = 0.08
    nameless: float = 0.02
    coarse: float = 0.3
    clocks_ms: tuple[float, ...] = (2.0, 4.0, 8.0, 16.0)
    jitter_ms: float = 1.5
    clipped: float = 0.3
    pause_ms: tuple[float, float] = (400.0, 1400.0)
    seed: int = 20_261_123


RECIPES: Final = (
    Recipe(),
    # Smaller, on shorter windows with fewer pauses: it errs in other places than the first.
    Recipe(
        steps=5_500,
        channels=112,
        hidden=224,
        dimension=96,
        lengths=(32, 48, 64),
        clipped=0.5,
        pause_ms=(300.0, 1200.0),
        nameless=0.04,
        seed=20_261_124,
    ),
)
"""Of the networks of the bundled encoder."""
