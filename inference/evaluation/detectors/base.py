"""What detectors of one person's typing share: scikit-learn's contract for outlier detectors."""

from abc import ABC, abstractmethod
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, OutlierMixin
from sklearn.utils.validation import check_is_fitted, validate_data

Times = NDArray[np.float64]
Scores = NDArray[np.float64]


class TimesDetector(OutlierMixin, BaseEstimator, ABC):  # type: ignore[misc]  # no types in sklearn
    """Learns the times of one person's attempts; tells how well others fit them.

    Parameters
    ----------
    contamination
        Share of the attempts it was fitted to that lie below the threshold, up to 0.5.

    Attributes
    ----------
    offset_
        The threshold: ``decision_function`` is ``score_samples`` less this.
    n_features_in_
        Number of times in an attempt.
    """

    offset_: float
    n_features_in_: int

    def __init__(self, contamination: float = 0.05) -> None:
        self.contamination = contamination

    def fit(self, X: Any, y: None = None) -> Self:
        """Learn one person's attempts.

        Parameters
        ----------
        X : array-like of shape (attempts, times)
            At least two attempts.
        y
            Not used; scikit-learn's pipelines hand it in.
        """
        del y
        if not 0.0 < self.contamination <= 0.5:
            raise ValueError("contamination must be above 0 and at most 0.5.")
        times = validate_data(self, X, dtype=np.float64, ensure_min_samples=2)
        self._learn(times)
        self.offset_ = float(np.percentile(self._score_learnt(times), 100.0 * self.contamination))
        return self

    def score_samples(self, X: Any) -> Scores:
        """Score attempts: higher is more genuine.

        Parameters
        ----------
        X : array-like of shape (attempts, times)

        Returns
        -------
        ndarray of shape (attempts,)
        """
        check_is_fitted(self)
        return self._score(validate_data(self, X, dtype=np.float64, reset=False))

    def decision_function(self, X: Any) -> Scores:
        """Score attempts so that those from 0 on are accepted; see :meth:`score_samples`."""
        return self.score_samples(X) - self.offset_

    def predict(self, X: Any) -> NDArray[np.int64]:
        """Give 1 for each attempt that is accepted and -1 for the others, shape (attempts,)."""
        return np.where(self.decision_function(X) >= 0.0, 1, -1)

    def _score_learnt(self, times: Times) -> Scores:
        """Score the attempts that it was fitted to, for the threshold."""
        return self._score(times)

    @abstractmethod
    def _learn(self, times: Times) -> None:
        """Learn attempts, shape (attempts, times)."""

    @abstractmethod
    def _score(self, times: Times) -> Scores:
        """Score attempts, shape (attempts, times)."""
