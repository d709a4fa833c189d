"""What training makes small: people are told apart, and probes from other people's templates."""

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 (torch's own name for it)

from inference.training.encoder.recipe import Recipe

_SPREAD = 0.05
_SLOPE, _OFFSET = 12.0, -5.0


class PeopleLoss(nn.Module):
    """Additive-margin softmax over all people of the training set (Wang et al., 2018).

    Parameters
    ----------
    recipe
        Scale, margin and dimension.
    people
        How many.
    """

    def __init__(self, recipe: Recipe, people: int) -> None:
        super().__init__()
        self.directions = nn.Parameter(torch.randn(people, recipe.dimension) * _SPREAD)
        self.scale, self.margin = recipe.scale, recipe.margin

    def forward(self, vectors: Tensor, person: Tensor) -> Tensor:
        """Give the mean loss of unit vectors, shape (windows, dimension)."""
        cosine = vectors @ F.normalize(self.directions, dim=-1).T
        margin = self.margin * F.one_hot(person, cosine.shape[1])
        return F.cross_entropy(self.scale * (cosine - margin), person)


class TemplateLoss(nn.Module):
    """The task itself: templates of some windows of each person, the other windows as probes.

    Probes must find their person (Snell, Swersky & Zemel, 2017), and one threshold for all must
    part genuine from impostor comparisons (balanced logistic loss).

    Parameters
    ----------
    recipe
        How many windows there are of each person, and how many make the template.
    """

    def __init__(self, recipe: Recipe) -> None:
        super().__init__()
        self.slope = nn.Parameter(torch.tensor(_SLOPE))
        self.offset = nn.Parameter(torch.tensor(_OFFSET))
        self.windows, self.enrolled = recipe.windows, recipe.enrolled

    def forward(self, vectors: Tensor) -> Tensor:
        """Give the mean loss of unit vectors, person by person; shape (windows, dimension)."""
        by_person = vectors.view(-1, self.windows, vectors.shape[-1])
        templates = F.normalize(by_person[:, : self.enrolled].mean(1), dim=-1)
        probes = by_person[:, self.enrolled :].flatten(0, 1)
        cosine = probes @ templates.T
        person = torch.arange(len(templates), device=vectors.device)
        person = person.repeat_interleave(self.windows - self.enrolled)
        found = F.cross_entropy(2 * self.slope * cosine, person)
        return found + self._threshold_loss(cosine, F.one_hot(person, len(templates)).bool())

    def _threshold_loss(self, cosine: Tensor, genuine: Tensor) -> Tensor:
        ratio = self.slope * cosine + self.offset
        return F.softplus(-ratio[genuine]).mean() + F.softplus(ratio[~genuine]).mean()
