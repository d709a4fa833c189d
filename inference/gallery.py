"""A gallery: everybody enrolled with one phrase, and what all of them tell about how times vary.

Who of N people is it? N templates know more than each alone: which values vary together from one
attempt to the next, and where people differ. Each probe is first compared with everybody by one
cheap measure; the best few are then compared among themselves (:mod:`inference.identification`).
"""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from inference.detector import RECENT, Array, DetectorSettings, Layout, prior_scale

_LEARNT_FROM: Final = 500
"""No more than so many templates tell how times vary together: thousands tell the same."""
_TOGETHER: Final = 500
_FARTHEST: Final = 4.0
"""Residuals are bounded to this many spreads before their covariance is taken."""
_FARTHEST_SQUARED: Final = 9.0
_PRIOR_SAMPLES: Final = 6.0
"""How many samples the pooled spread counts for beside a person's own."""
_PRIOR_RESIDUALS: Final = 20.0
"""How many residuals the prior spread of a value counts for."""
_PRIOR_PER_VALUE: Final = 2.0
"""How many residuals, for each value, say that values vary apart from each other."""
_FREEDOM: Final = 4.0
"""Degrees of freedom of Student's t: outliers are common."""

Steps = Sequence[NDArray[np.int16]]


class Gallery:
    """The last attempts of N people at one phrase.

    Their residuals give one covariance within a person (shrunk to none between values, and to
    prior spreads where there are few). Whitened by it, values are taken as independent, with
    Student's t and each person's own spread, shrunk to what is usual in the gallery.

    Parameters
    ----------
    steps
        Attempts of each person, oldest first, shape (samples, values) each, in units of `unit`.
    unit
        To divide by, for population spreads.
    layout
        Of their values.
    settings
        Prior spreads.
    """

    def __init__(
        self, steps: Steps, unit: float, layout: Layout, settings: DetectorSettings
    ) -> None:
        self.layout = layout
        self._steps = [attempts[-RECENT:] for attempts in steps]
        self._unit = unit
        self._counts = np.array([len(attempts) for attempts in self._steps])
        self._whitening = self._fit_whitening(prior_scale(layout, settings))
        self._location, self._precision, self._log_scale = self._fit_people()

    def __len__(self) -> int:
        return len(self._steps)

    def log_likelihoods(self, probe: Array) -> Array:
        """Tell how likely each person types like this, but for a common constant; shape (N,).

        Parameters
        ----------
        probe
            Population spreads, shape (values,).
        """
        distance = self._whitening @ probe - self._location
        distance *= self._precision
        np.square(distance, out=distance)
        distance += 1.0
        np.log(distance, out=distance)
        likelihoods: Array = -(_FREEDOM + 1) / 2 * distance.sum(axis=1) - self._log_scale
        return likelihoods

    def attempts(self, people: NDArray[np.intp]) -> Array:
        """Give the last attempts of some people, the same number of each.

        Returns
        -------
        ndarray of shape (people, samples, values)
            In population spreads.
        """
        fewest = int(self._counts[people].min())
        return np.stack([self._steps[person][-fewest:] for person in people]) / self._unit

    def _batches(self, people: NDArray[np.intp]) -> Iterator[tuple[NDArray[np.intp], Array]]:
        """Part people by their number of attempts, and into small parts; give their attempts."""
        for count in np.unique(self._counts[people]):
            alike = people[self._counts[people] == count]
            for start in range(0, len(alike), _TOGETHER):
                part = alike[start : start + _TOGETHER]
                yield part, self.attempts(part)

    def _fit_whitening(self, prior: Array) -> Array:
        everybody = len(self)
        learnt_from = np.linspace(0, everybody - 1, min(everybody, _LEARNT_FROM)).astype(np.intp)
        residuals = np.vstack(
            [
                _residuals(attempts).reshape(-1, len(prior))
                for _, attempts in self._batches(learnt_from)
            ]
        )
        freedom = float((self._counts[learnt_from] - 1).sum())
        return _whitening(residuals, freedom, prior)

    def _fit_people(self) -> tuple[Array, Array, Array]:
        width = len(self.layout)
        location, squares = np.empty((2, len(self), width))
        for people, attempts in self._batches(np.arange(len(self))):
            mean = attempts.mean(axis=1)
            location[people] = mean @ self._whitening.T
            white = (attempts - mean[:, np.newaxis]) @ self._whitening.T
            squares[people] = np.minimum(np.square(white), _FARTHEST_SQUARED).sum(axis=1)
        freedom = (self._counts - 1)[:, np.newaxis]
        pooled = (squares.sum(axis=0) + _PRIOR_RESIDUALS) / (freedom.sum() + _PRIOR_RESIDUALS)
        variance = (_PRIOR_SAMPLES * pooled + squares) / (_PRIOR_SAMPLES + freedom)
        # The location is uncertain too.
        scale = np.sqrt(variance * (1.0 + 1.0 / self._counts[:, np.newaxis]))
        return location, 1.0 / (np.sqrt(_FREEDOM) * scale), np.log(scale).sum(axis=1)


def _residuals(attempts: Array) -> Array:
    """Deviations from each person's mean, as large as those of new attempts from the true one."""
    samples = attempts.shape[1]
    residuals = attempts - attempts.mean(axis=1, keepdims=True)
    enlarged: Array = residuals * np.sqrt(samples / (samples - 1))
    return enlarged


def _whitening(residuals: Array, freedom: float, prior: Array) -> Array:
    """Give a matrix that makes residuals' covariance the unit matrix, each value after the other.

    After Ledoit & Wolf (2004), but with fixed weights for what they are shrunk to.
    """
    spread = _FARTHEST * np.maximum(1.4826 * np.median(np.abs(residuals), axis=0), prior / 10)
    bounded = np.clip(residuals, -spread, spread)
    covariance = bounded.T @ bounded / len(bounded)
    variance = np.diag(covariance)
    share = freedom / (freedom + _PRIOR_RESIDUALS)
    shrunk = share * variance + (1 - share) * prior**2
    together = freedom / (freedom + _PRIOR_PER_VALUE * len(prior))
    correlation = covariance / np.sqrt(np.outer(variance, variance) + 1e-12)
    np.fill_diagonal(correlation, 1.0)
    correlation = together * correlation + (1 - together) * np.eye(len(prior))
    scale = np.sqrt(shrunk)
    whitening: Array = np.linalg.inv(np.linalg.cholesky(correlation)) / scale
    return whitening
