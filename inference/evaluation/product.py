"""The product as a detector among others: through its public surface alone."""

from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from inference.recognizer import Recognizer
from inference.template import Template


class Product:
    """Enrols and verifies features.

    Parameters
    ----------
    recognizer
        With the model to be measured.

    Attributes
    ----------
    template_
        Made of the attempts that it was fitted to.
    threshold_
        Score from which on the person is accepted at the usual FMR.
    """

    template_: Template
    threshold_: float

    def __init__(self, recognizer: Recognizer) -> None:
        self.recognizer = recognizer

    def fit(self, attempts: NDArray[Any]) -> Self:
        """Enrol one person with features of attempts, oldest first; shape (attempts,), objects."""
        self.template_ = self.recognizer.enroll(list(attempts))
        self.threshold_ = self.recognizer.verify(self.template_, attempts[0]).threshold
        return self

    def score_samples(self, attempts: NDArray[Any]) -> NDArray[np.float64]:
        """Give calibrated scores of features, shape (attempts,): higher is more genuine."""
        verify = self.recognizer.verify
        return np.array([verify(self.template_, attempt).score for attempt in attempts])
