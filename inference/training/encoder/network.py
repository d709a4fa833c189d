"""The encoder as a torch network; :mod:`inference.encoder` runs the same with numpy."""

from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 (torch's own name for it)

from inference.training.encoder.corpus import Batch
from inference.training.encoder.recipe import Recipe

MEASURES = 9
"""Numbers that describe a stroke beside its key and the key before."""


class Windows(NamedTuple):
    """A batch on the device where the network runs; see :class:`Batch`."""

    code: Tensor
    hold_ms: Tensor
    gap_ms: Tensor
    shifted: Tensor
    mask: Tensor

    @classmethod
    def of(cls, batch: Batch, device: torch.device) -> "Windows":
        """Bring a batch to a device."""
        return cls(*(torch.from_numpy(column).to(device) for column in batch))


class Measures(nn.Module):
    """What is measured of each stroke; the centres and spreads are those of the population.

    Parameters
    ----------
    holds
        Usual holds by key, shape (keys, 2).
    intervals
        Usual press-press times by key before, key, and Shift between, shape (keys, keys, 2, 2).
    """

    def __init__(self, holds: NDArray[np.float64], intervals: NDArray[np.float64]) -> None:
        super().__init__()
        self.register_buffer("holds", torch.tensor(holds, dtype=torch.float32))
        self.register_buffer("intervals", torch.tensor(intervals, dtype=torch.float32))

    def forward(self, windows: Windows) -> tuple[Tensor, Tensor]:
        """Give measures of shape (windows, strokes, 9), and the key before each stroke."""
        code, hold_ms, gap_ms, shifted, mask = windows
        before = F.pad(code[:, :-1], (1, 0))
        inner = torch.ones_like(gap_ms)
        inner[:, 0] = 0
        hold, gap = hold_ms.clamp(max=1000).sqrt(), gap_ms.clamp(max=2000).sqrt()
        usual_hold, usual_gap = self.holds[code], self.intervals[before, code, shifted.long()]
        flight_ms = gap_ms - F.pad(hold_ms[:, :-1], (1, 0))
        flight = flight_ms.sign() * flight_ms.abs().clamp(max=2000).sqrt()
        measures = [
            ((hold - usual_hold[..., 0]) / usual_hold[..., 1]).clamp(-5, 5) / 2,
            ((gap - usual_gap[..., 0]) / usual_gap[..., 1]).clamp(-5, 8) * inner / 2,
            (hold - 9.8) / 2.5,
            (gap - 13) / 5 * inner,
            flight * inner / 8,
            1 - inner,
            shifted.float(),
            (gap_ms > 800).float(),
            (flight_ms < 0).float(),
        ]
        return torch.stack(measures, -1) * mask[..., None], before


class Block(nn.Module):
    """Residual dilated convolution over three strokes, with squeeze and excitation.

    Parameters
    ----------
    channels, hidden
        Sizes.
    dilation
        How far the two outer strokes are away.
    dropout
        Share of hidden channels left out.

    References
    ----------
    Hu, J., Shen, L., & Sun, G. (2018). Squeeze-and-excitation networks. CVPR 2018.
    """

    def __init__(self, channels: int, hidden: int, dilation: int, dropout: float) -> None:
        super().__init__()
        self.dilation = dilation
        self.norm = nn.LayerNorm(channels)
        self.wide, self.narrow = nn.Linear(3 * channels, hidden), nn.Linear(hidden, channels)
        self.dropout = nn.Dropout1d(dropout)
        self.squeeze = nn.Linear(channels, channels // 4)
        self.excite = nn.Linear(channels // 4, channels)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """Add to strokes of shape (windows, strokes, channels) what their neighbours say."""
        y = self.norm(x) * mask.to(x.dtype)
        y = F.silu(self.wide(Neighbours.apply(y, self.dilation)))
        y = self.narrow(y * self._kept(y))
        weight = (mask / mask.sum(1, keepdim=True)).to(y.dtype)
        mean = (weight.transpose(1, 2) @ y)[:, 0]
        gate = torch.sigmoid(self.excite(F.relu(self.squeeze(mean))))
        return x + y * gate[:, None]

    def _kept(self, y: Tensor) -> Tensor:
        """Leave whole channels out: drawing for each stroke takes longer than all the rest."""
        return self.dropout(torch.ones(len(y), y.shape[-1], 1, dtype=y.dtype, device=y.device)).mT


class Neighbours(torch.autograd.Function):
    """Put beside each stroke the strokes `dilation` before and after it; zeros beyond the ends."""

    @staticmethod
    def forward(ctx: Any, x: Tensor, dilation: int) -> Tensor:
        """From (windows, strokes, channels) to (windows, strokes, 3 channels)."""
        ctx.dilation = dilation
        channels = x.shape[-1]
        wide = x.new_zeros(*x.shape[:2], 3 * channels)
        wide[..., channels : 2 * channels] = x
        wide[:, dilation:, :channels] = x[:, :-dilation]
        wide[:, :-dilation, 2 * channels :] = x[:, dilation:]
        return wide

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor, None]:
        """Sum the three shares; torch's own way through slices copies everything thrice."""
        (wide,), dilation = gradients, ctx.dilation
        channels = wide.shape[-1] // 3
        own = wide[..., channels : 2 * channels].clone()
        own[:, :-dilation] += wide[:, dilation:, :channels]
        own[:, dilation:] += wide[:, :-dilation, 2 * channels :]
        return own, None


class Network(nn.Module):
    """From windows of strokes to unit vectors.

    Keys and times are joined, go through residual dilated convolutions, and are pooled by
    attentive statistics (Okabe, Koshinaka & Shinoda, 2018).

    Parameters
    ----------
    recipe
        Sizes.
    holds, intervals
        See :class:`Measures`.
    """

    def __init__(
        self, recipe: Recipe, holds: NDArray[np.float64], intervals: NDArray[np.float64]
    ) -> None:
        super().__init__()
        channels, keys = recipe.channels, len(holds)
        self.measures = Measures(holds, intervals)
        self.key, self.key_before = nn.Embedding(keys, channels), nn.Embedding(keys, channels)
        for table in (self.key, self.key_before):
            nn.init.normal_(table.weight, std=0.3)
        self.enter, self.join = nn.Linear(MEASURES, channels), nn.Linear(channels, channels)
        self.blocks = nn.ModuleList(
            Block(channels, recipe.hidden, dilation, recipe.dropout)
            for dilation in recipe.dilations
        )
        self.norm = nn.LayerNorm(channels)
        self.value, self.attention = (
            nn.Linear(channels, channels),
            nn.Linear(channels, recipe.heads),
        )
        self.out = nn.Linear(2 * recipe.heads * channels, recipe.dimension)
        self.centre = nn.BatchNorm1d(recipe.dimension)

    def forward(self, windows: Windows) -> Tensor:
        """Give unit vectors, shape (windows, dimension)."""
        measures, before = self.measures(windows)
        mask = windows.mask[..., None]
        x = F.silu(self.enter(measures) + self.key(windows.code) + self.key_before(before))
        x = self.join(x)
        for block in self.blocks:
            x = block(x, mask)
        return F.normalize(self.centre(self.out(self._pooled(self.norm(x), mask)).float()), dim=-1)

    def _pooled(self, x: Tensor, mask: Tensor) -> Tensor:
        """Give means and standard deviations of the strokes, each head weighing them its way."""
        value = self.value(x)
        attention = self.attention(x).float().masked_fill(mask == 0, -1e4).softmax(1)
        weight = attention.transpose(1, 2).to(value.dtype)
        mean = (weight @ value).float()
        variance = (weight @ (value * value)).float() - mean * mean
        spread = variance.clamp(min=1e-4).sqrt()
        return torch.cat([mean.flatten(1), spread.flatten(1)], -1)
