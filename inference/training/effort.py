"""How much work goes into the fixed mode's part of a model."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Effort:
    """How many comparisons training learns from.

    Parameters
    ----------
    phrases, templates, impostors
        Pseudo-phrases for each number of samples and positions, templates for each of them, and
        impostors for each template.
    """

    phrases: int = 60
    templates: int = 30
    impostors: int = 40

    @property
    def impostor_comparisons(self) -> int:
        """How many comparisons with impostors that makes."""
        return self.phrases * self.templates * self.impostors
