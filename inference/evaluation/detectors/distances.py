"""Detectors that measure a distance from the attempts that they were fitted to.

References
----------
Killourhy, K. S., & Maxion, R. A. (2009). Comparing anomaly-detection algorithms for keystroke
dynamics. DSN 2009.
"""

import numpy as np
from sklearn.metrics import pairwise_distances

from inference.evaluation.detectors.base import Scores, Times, TimesDetector


class Manhattan(TimesDetector):
    """City-block distance from the mean attempt.

    Attributes
    ----------
    mean_
        Shape (times,).
    """

    mean_: Times

    def _learn(self, times: Times) -> None:
        self.mean_ = times.mean(axis=0)

    def _score(self, times: Times) -> Scores:
        distance: Scores = np.abs(times - self.mean_).sum(axis=1)
        return -distance


class ScaledManhattan(TimesDetector):
    """City-block distance in mean deviations: the best detector of Killourhy & Maxion (2009).

    Attributes
    ----------
    mean_, deviation_
        Mean and mean absolute deviation of each time; each of shape (times,).
    """

    mean_: Times
    deviation_: Times

    def _learn(self, times: Times) -> None:
        self.mean_ = times.mean(axis=0)
        deviation = np.abs(times - self.mean_).mean(axis=0)
        # A time that never changed says nothing of how far off another one is.
        self.deviation_ = np.where(deviation > 0.0, deviation, 1.0)

    def _score(self, times: Times) -> Scores:
        distance: Scores = (np.abs(times - self.mean_) / self.deviation_).sum(axis=1)
        return -distance


class NearestMahalanobis(TimesDetector):
    """Mahalanobis distance from the nearest attempt.

    Attributes
    ----------
    attempts_
        Those that it was fitted to, in a space where the distance is Euclidean; shape (attempts,
        directions).
    whitening_
        Leads there, shape (times, directions).
    """

    attempts_: Times
    whitening_: Times

    def _learn(self, times: Times) -> None:
        # The covariance of H, DD and UD is singular (UD = DD - H), hence the pseudo-inverse.
        precision = np.linalg.pinv(np.atleast_2d(np.cov(times, rowvar=False)), hermitian=True)
        values, vectors = np.linalg.eigh(precision)
        self.whitening_ = vectors * np.sqrt(np.maximum(values, 0.0))
        self.attempts_ = times @ self.whitening_

    def _score(self, times: Times) -> Scores:
        nearest: Scores = self._distances(times).min(axis=1)
        return -nearest

    def _score_learnt(self, times: Times) -> Scores:
        # Each of them is at no distance from itself: it is the others that count.
        distances = self._distances(times)
        np.fill_diagonal(distances, np.inf)
        nearest: Scores = distances.min(axis=1)
        return -nearest

    def _distances(self, times: Times) -> Times:
        distances: Times = pairwise_distances(times @ self.whitening_, self.attempts_)
        return distances
