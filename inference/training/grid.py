"""One calibration from the comparisons of each of its cells."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from inference.calibration import Calibration

Matrix = NDArray[np.float64]
Cell = tuple[Matrix, Matrix]
"""Weights, and thresholds for each of :data:`FMRS`."""

FMRS: Final = (0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5)


def fit_cell(genuine: Matrix, impostor: Matrix, nearer: float = 1.0) -> Cell:
    """Learn weights and thresholds from raw scores, shape (comparisons, voices) each.

    Parameters
    ----------
    genuine, impostor
        Of comparisons of writers with themselves and with others.
    nearer
        How many times as often other strangers pass than these.
    """
    weights = logistic_weights(genuine, impostor)
    weights[0] -= np.log(nearer)
    scores = weights[0] + impostor @ weights[1:]
    return weights, np.quantile(scores, [1 - fmr / nearer for fmr in FMRS])


def calibration_of(
    cells: Sequence[Sequence[Cell]],
    rows: Sequence[int],
    columns: Sequence[int],
    impostor_comparisons: int,
) -> Calibration:
    """Put cells together.

    Parameters
    ----------
    cells
        One list for each row, with one cell for each column.
    rows, columns
        Counts that the cells are for; see :class:`inference.calibration.Calibration`.
    impostor_comparisons
        In each cell: no score says more than so many can tell.
    """
    return Calibration(
        rows=np.array(rows, dtype=np.float64),
        columns=np.array(columns, dtype=np.float64),
        fmrs=np.array(FMRS),
        weights=np.array([[cell[0] for cell in row] for row in cells]).round(5),
        thresholds=np.array([[cell[1] for cell in row] for row in cells]).round(5),
        limit=round(float(np.log(impostor_comparisons)), 5),
    )


def logistic_weights(genuine: Matrix, impostor: Matrix) -> Matrix:
    """Fit the weighted sum of voices whose value is the log of the odds, at equal prior odds.

    After Bruemmer & du Preez (2006).

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
