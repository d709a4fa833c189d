"""The detectors that ours is measured against, by the names that reports use."""

from inference.evaluation.detectors.base import TimesDetector
from inference.evaluation.detectors.distances import (
    Manhattan,
    NearestMahalanobis,
    ScaledManhattan,
)
from inference.evaluation.detectors.learners import Isolation, MixtureDensity, OneClassSupport


def baselines() -> dict[str, TimesDetector]:
    """Make an unfitted detector of each kind, to be fitted to times of shape (attempts, times)."""
    return {
        "manhattan": Manhattan(),
        "manhattan_scaled": ScaledManhattan(),
        "mahalanobis_nearest": NearestMahalanobis(),
        "one_class_svm": OneClassSupport(),
        "gaussian_mixture": MixtureDensity(),
        "isolation_forest": Isolation(),
    }
