"""scikit-learn's own outlier detectors, fitted to standardised times."""

from abc import abstractmethod
from typing import Any

from sklearn.ensemble import IsolationForest
from sklearn.mixture import GaussianMixture
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import OneClassSVM

from inference.evaluation.detectors.base import Scores, Times, TimesDetector


class _Learner(TimesDetector):
    """Wraps an estimator that has ``score_samples``.

    Attributes
    ----------
    pipeline_
        Scaler and estimator.
    """

    pipeline_: Pipeline

    def _learn(self, times: Times) -> None:
        self.pipeline_ = make_pipeline(StandardScaler(), self._estimator(len(times))).fit(times)

    def _score(self, times: Times) -> Scores:
        scores: Scores = self.pipeline_.score_samples(times)
        return scores

    @abstractmethod
    def _estimator(self, attempts: int) -> Any:
        """Make the estimator for a number of attempts."""


class OneClassSupport(_Learner):
    """One-class support vector machine (Schoelkopf et al., 2001), with scikit-learn's settings."""

    def _estimator(self, attempts: int) -> OneClassSVM:
        del attempts
        return OneClassSVM()


class MixtureDensity(_Learner):
    """Likelihood under a mixture of Gaussians with diagonal covariance.

    Parameters
    ----------
    contamination
        See :class:`TimesDetector`.
    components
        How many Gaussians; fewer where there are fewer attempts.
    random_state
        Seed of where they start.
    """

    def __init__(
        self, contamination: float = 0.05, components: int = 2, random_state: int = 0
    ) -> None:
        super().__init__(contamination)
        self.components = components
        self.random_state = random_state

    def _estimator(self, attempts: int) -> GaussianMixture:
        return GaussianMixture(
            min(self.components, attempts), covariance_type="diag", random_state=self.random_state
        )


class Isolation(_Learner):
    """Isolation forest (Liu et al., 2008), with scikit-learn's settings.

    Parameters
    ----------
    contamination
        See :class:`TimesDetector`.
    random_state
        Seed of the trees.
    """

    def __init__(self, contamination: float = 0.05, random_state: int = 0) -> None:
        super().__init__(contamination)
        self.random_state = random_state

    def _estimator(self, attempts: int) -> IsolationForest:
        del attempts
        return IsolationForest(random_state=self.random_state)
