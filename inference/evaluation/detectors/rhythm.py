"""Our own detector on matrices of times, for comparisons that know no keys."""

from functools import cache
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, OutlierMixin
from sklearn.utils import Tags
from sklearn.utils.validation import check_is_fitted, check_non_negative, validate_data

from inference.decision import DEFAULT_FMR
from inference.evaluation.detectors.base import Scores, Times
from inference.features import MIN_POSITIONS, MIN_SAMPLES
from inference.recognizer import Recognizer, load_recognizer
from inference.sample import UNIDENTIFIED, Keystroke, Sample
from inference.template import Template


class Rhythm(OutlierMixin, BaseEstimator):  # type: ignore[misc]  # scikit-learn has no types
    """The product on holds and press-press times of unknown keys.

    An attempt is a row: n hold times, then n - 1 press-press times, in milliseconds. What a row
    lacks to a phrase of 4 keys is filled up with times that are always the same.

    Parameters
    ----------
    model
        Folder of a model; the bundled one if None.
    fmr
        False match rate that the threshold is for.

    Attributes
    ----------
    template_
        Made of the attempts that it was fitted to.
    offset_
        The threshold: ``decision_function`` is ``score_samples`` less this.
    n_features_in_
        Number of times in an attempt.
    """

    template_: Template
    offset_: float
    n_features_in_: int

    def __init__(self, model: str | Path | None = None, fmr: float = DEFAULT_FMR) -> None:
        self.model = model
        self.fmr = fmr

    def fit(self, X: Any, y: None = None) -> Self:
        """Enrol one person.

        Parameters
        ----------
        X : array-like of shape (attempts, times)
            At least five attempts, oldest first.
        y
            Not used; scikit-learn's pipelines hand it in.

        Raises
        ------
        EnrollmentError
            If no template can be made of them.
        """
        del y
        times = validate_data(self, X, dtype=np.float64, ensure_min_samples=MIN_SAMPLES)
        recognizer = _loaded(self.model)
        samples = self._samples(times)
        self.template_ = recognizer.enroll(samples)
        self.offset_ = recognizer.verify(self.template_, samples[0], self.fmr).threshold
        return self

    def score_samples(self, X: Any) -> Scores:
        """Give calibrated log-likelihood ratios: higher is more genuine.

        Parameters
        ----------
        X : array-like of shape (attempts, times)

        Returns
        -------
        ndarray of shape (attempts,)
        """
        check_is_fitted(self)
        times = validate_data(self, X, dtype=np.float64, reset=False)
        verify = _loaded(self.model).verify
        return np.array([verify(self.template_, each).score for each in self._samples(times)])

    def decision_function(self, X: Any) -> Scores:
        """Score attempts so that those from 0 on are accepted; see :meth:`score_samples`."""
        return self.score_samples(X) - self.offset_

    def predict(self, X: Any) -> NDArray[np.int64]:
        """Give 1 for each attempt that is accepted and -1 for the others, shape (attempts,)."""
        return np.where(self.decision_function(X) >= 0.0, 1, -1)

    def __sklearn_tags__(self) -> Tags:
        """Say that times are never below 0."""
        tags = super().__sklearn_tags__()
        tags.input_tags.positive_only = True
        return tags

    def _samples(self, times: Times) -> list[Sample]:
        check_non_negative(times, type(self).__name__)
        width = times.shape[1]
        holds = (width + 1) // 2
        keys = max(MIN_POSITIONS, width - holds + 1)
        filled = np.zeros((len(times), 2 * keys - 1))
        filled[:, :holds] = times[:, :holds]
        filled[:, keys : keys + width - holds] = times[:, holds:]
        return [_sample(row[:keys], row[keys:]) for row in filled]


@cache
def _loaded(model: str | Path | None) -> Recognizer:
    return load_recognizer(model)


def _sample(hold_ms: Times, press_press_ms: Times) -> Sample:
    press_ms = np.concatenate(([0.0], np.cumsum(press_press_ms)))
    return Sample(
        [
            Keystroke(UNIDENTIFIED, pressed, released)
            for pressed, released in zip(
                press_ms.tolist(), (press_ms + hold_ms).tolist(), strict=True
            )
        ]
    )
