"""Weights that make raw scores a log-likelihood ratio (Bruemmer & du Preez, 2006)."""

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

Matrix = NDArray[np.float64]


def logistic_weights(genuine: Matrix, impostor: Matrix) -> Matrix:
    """Fit the weighted sum of voices whose value is the log of the odds, at equal prior odds.

    Parameters
    ----------
    genuine, impostor
        Raw scores, shape (comparisons, voices) each.

    Returns
    -------
    ndarray of shape (voices + 1,)
        Intercept and weights.
    """
    voices = np.vstack([genuine, impostor])
    labels = np.repeat([1, 0], [len(genuine), len(impostor)])
    balance = np.where(labels == 1, 1 / len(genuine), 1 / len(impostor))
    model = LogisticRegression(C=1e6, max_iter=1000)
    model.fit(voices, labels, sample_weight=balance * len(labels) / 2)
    return np.append(model.intercept_, model.coef_[0])
