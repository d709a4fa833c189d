"""How often owners are refused, learnt from writers whom the calibration never saw.

Pseudo-phrases leave out what a whole attempt has in common, and more samples of them help little.
How much better whole phrases fare, and how much worse later days, was chosen on the odd-numbered
people of the CMU set, who typed a phrase that was new to them in eight sessions on as many days.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, NamedTuple

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray

from inference.calibration import Calibration, Scale
from inference.expectation import Expectations
from inference.training.fixed import POSITIONS, ROWS, Row, Trial, compare_nearest, filled
from inference.training.free import ENROLLED_KEYS, PROBE_KEYS, compare
from inference.training.free import Trial as FreeTrial
from inference.training.grid import FMRS

WHOLE_PHRASE: Final = -0.4
"""What a phrase typed in one go adds to the log odds of a refusal, with a template of 5 samples."""
PER_SAMPLES: Final = -0.45
"""And for each factor e in the number of samples."""
LATER_DAYS: Final = 1.1
"""What any later day adds, of the two months that the set lasts; a phrase known by heart drifts
far less."""

Array = NDArray[np.float64]


class Refusals(NamedTuple):
    """How many of the owner's attempts were refused.

    Attributes
    ----------
    refused
        Of each template's attempts, for each of :data:`FMRS`; shape (templates, fmrs).
    attempts
        That each template's owner made.
    """

    refused: Array
    attempts: int

    @property
    def log_odds(self) -> Array:
        """Of a refusal, over all templates; half an attempt is added either way. Shape (fmrs,)."""
        refused = self.refused.sum(axis=0) + 0.5
        log_odds: Array = np.log(refused / (self.attempts * len(self.refused) + 1 - refused))
        return log_odds

    @property
    def likeness(self) -> Array:
        """Sums that :func:`strength` is made of, shape (2,).

        How much more the templates' counts vary than chance would have them, and how much more they
        would if each template's attempts were all refused or none.
        """
        mean = self.refused.mean(axis=0) / self.attempts
        by_chance = mean * (1 - mean) * self.attempts
        beyond = self.refused.var(axis=0, ddof=1) - by_chance
        return np.array([beyond.sum(), (by_chance * (self.attempts - 1)).sum()])


def fit_fixed(trial: Trial, calibration: Calibration) -> Expectations:
    """Learn what owners of phrases may expect, for the calibration's numbers of samples."""
    rows = Parallel(n_jobs=-1)(delayed(_row_of_joins)(trial, calibration, row) for row in ROWS)
    joins = _expectations(rows, [row.samples for row in ROWS], POSITIONS)
    gain = WHOLE_PHRASE + PER_SAMPLES * np.log(joins.rows / joins.rows[0])
    whole = (joins.log_odds + gain[:, np.newaxis, np.newaxis]).round(3)
    return replace(joins, log_odds=whole, later=LATER_DAYS)


def fit_free(trial: FreeTrial, calibration: Calibration) -> Expectations:
    """Learn what owners of free text may expect; no data tell of later days."""
    rows = Parallel(n_jobs=-1)(
        delayed(_free_row)(trial, calibration, enrolled) for enrolled in ENROLLED_KEYS
    )
    return _expectations(rows, ENROLLED_KEYS, PROBE_KEYS)


def strength(cells: Sequence[Refusals]) -> float:
    """Give the beta distribution's strength that makes templates differ as they do (by moments)."""
    beyond, at_most = np.sum([cell.likeness for cell in cells], axis=0)
    return round(float(at_most / beyond) - 1, 2)


def apart(expected: Expectations, measured: Expectations) -> dict[str, float]:
    """Tell how far what is expected lies from what was measured on others.

    Returns
    -------
    dict
        Root mean square, mean and largest difference of FNMRs over all sizes and FMRs of the
        tables, and the strength of either.
    """
    shares = [1 / (1 + np.exp(-table.log_odds)) for table in (expected, measured)]
    differences = shares[0] - shares[1]
    return {
        "fnmr_root_mean_square": round(float(np.sqrt(np.mean(differences**2))), 4),
        "fnmr_mean": round(float(differences.mean()), 4),
        "fnmr_largest": round(float(np.abs(differences).max()), 4),
        "strength": expected.strength,
        "strength_measured": measured.strength,
    }


def _row_of_joins(trial: Trial, calibration: Calibration, row: Row) -> list[Refusals]:
    return filled(_joins(trial, calibration.at(row.samples, size), row, size) for size in POSITIONS)


def _joins(trial: Trial, scale: Scale, row: Row, positions: int) -> Refusals | None:
    found = compare_nearest(trial, row.learnt_from, positions)
    if found is None:
        return None
    order = np.argsort(found.owner, kind="stable")
    return _refusals(
        scale, found.genuine[order].reshape(found.owner.max() + 1, -1, found.genuine.shape[1])
    )


def _free_row(trial: FreeTrial, calibration: Calibration, enrolled: int) -> list[Refusals]:
    return [
        _refusals(calibration.at(enrolled, probe), compare(trial, enrolled, probe).genuine)
        for probe in PROBE_KEYS
    ]


def _refusals(scale: Scale, genuine: Array) -> Refusals:
    """Judge the owners' attempts by their raw voices, shape (templates, attempts, voices)."""
    thresholds = np.array([scale.threshold(fmr) for fmr in FMRS])
    refused = scale.scores(genuine)[..., np.newaxis] < thresholds
    return Refusals(refused.sum(axis=1), genuine.shape[1])


def _expectations(
    cells: Sequence[Sequence[Refusals]], rows: Sequence[int], columns: Sequence[int]
) -> Expectations:
    return Expectations(
        rows=np.array(rows, dtype=np.float64),
        columns=np.array(columns, dtype=np.float64),
        fmrs=np.array(FMRS),
        log_odds=np.array([[cell.log_odds for cell in row] for row in cells]).round(3),
        strength=strength([cell for row in cells for cell in row]),
        later=None,
    )
