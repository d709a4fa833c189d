"""What the recogniser asks of each mode."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from inference.calibration import Scale
from inference.decision import Reason
from inference.explanation import Explanation
from inference.features import Features
from inference.template import Template

Scores = tuple[NDArray[np.float64], list[Scale]]


class Ranked(NamedTuple):
    """N templates in order.

    Attributes
    ----------
    places
        Where each is in what was ranked, best first, shape (N,).
    scores
        Log-likelihood ratios in this order, never rising, shape (N,).
    scales
        For thresholds, in the order of what was ranked, N; templates of one size share the same
        object.
    """

    places: NDArray[np.intp]
    scores: NDArray[np.float64]
    scales: list[Scale]


class Comparison(Protocol):
    """A probe beside a template that it can be compared with."""

    @property
    def score(self) -> float:
        """Calibrated log-likelihood ratio."""


T = TypeVar("T", bound=Template)
F_contra = TypeVar("F_contra", bound=Features, contravariant=True)
C = TypeVar("C", bound=Comparison)


class Matcher(Protocol[T, F_contra, C]):
    """Makes and compares templates of one mode."""

    @property
    def min_samples(self) -> int:
        """How many samples an enrolment takes."""

    @property
    def sure_fmr(self) -> float:
        """Only probes that pass at this FMR adapt a template."""

    @property
    def farthest_drift(self) -> float:
        """Adaptation keeps :meth:`drift` within this."""

    def enroll(self, attempts: Sequence[F_contra]) -> T:
        """Make a template; EnrollmentError says why none can be made."""

    def mismatch(self, template: T, probe: F_contra) -> Reason | None:
        """Tell why a probe can't be compared with a template, if it can't."""

    def quality(self, probe: F_contra) -> float:
        """Give how much of a probe can be used, 0 to 1."""

    def caveats(self, probe: F_contra) -> tuple[Reason, ...]:
        """Tell what weakens any answer about a probe."""

    def scale(self, template: T, probe: F_contra) -> Scale:
        """Give the calibration for a template and a probe of their sizes."""

    def compare(self, template: T, probe: F_contra) -> C:
        """Score a probe that can be compared."""

    def scores(self, templates: Sequence[T], probe: F_contra) -> Scores:
        """Score a probe against N templates that it can be compared with.

        Returns
        -------
        scores : ndarray of shape (N,)
            What :meth:`compare` gives for each.
        scales : list of Scale
            What :meth:`scale` gives for each, N; templates of one size share the same object.
        """

    def rank(self, templates: Sequence[T], probe: F_contra) -> Ranked:
        """Tell who of N people a probe is, that can be compared with all of their templates."""

    def reasons(self, comparison: C) -> tuple[Reason, ...]:
        """Name what in a comparison speaks most against the probe."""

    def explain(self, template: T, probe: F_contra) -> Explanation:
        """Say what in a probe that can be compared is like the template, and what isn't."""

    def append(self, template: T, probe: F_contra) -> T:
        """Give a template that has learnt from one more sample."""

    def drift(self, template: T) -> float:
        """Give how far a template has moved away from its anchor."""

    def oddity(self, attempts: Sequence[F_contra], candidate: F_contra) -> Reason | None:
        """Tell why an attempt can't be counted among those before it, if it can't."""
