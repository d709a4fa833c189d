"""Whether a requested FMR is met: on people never seen, by templates of few samples."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from inference.decision import Mode
from inference.evaluation import aalto, cmu
from inference.evaluation.bootstrap import two_way_interval
from inference.evaluation.datasets import FreeText, PasswordTypist, ThirteenKeysTypist
from inference.evaluation.figures import failures, figure, pooled, rounded
from inference.evaluation.metrics import (
    log_likelihood_ratio_cost,
    minimum_log_likelihood_ratio_cost,
)
from inference.evaluation.product import REQUESTED_FMRS, TrialVerdicts, Verdicts, extract, judge
from inference.evaluation.protocols import IMPOSTOR_ATTEMPTS, Attempts, Trial, trial_of
from inference.evaluation.tables import Table, figures_table, percent
from inference.evaluation.workers import Workers
from inference.recognizer import Recognizer

MOST_OFF: Final = 2.0
"""The measured FMR should be within this factor of the requested one."""

_SESSION: Final = 50
_PRACTISED: Final = np.arange(3, 8) * _SESSION
"""The first repetition of each of sessions 4 to 8."""
_PRACTISED_OWNER: Final = 3 * _SESSION
_AALTO_IMPOSTORS: Final = 100


class Cell(NamedTuple):
    """One condition under which a requested FMR was measured.

    Attributes
    ----------
    data, condition
        The data set, and who typed when.
    samples
        How many each person was enrolled with.
    trials
        One for each person, or several.
    """

    data: str
    condition: str
    samples: int
    trials: list[TrialVerdicts]

    @property
    def name(self) -> str:
        """Data set and number of samples."""
        return f"{self.data}_{self.samples}"


def measure(
    recognizer: Recognizer,
    passwords: Sequence[PasswordTypist],
    thirteen_keys: Sequence[ThirteenKeysTypist],
    sentences: FreeText,
    workers: Workers | None = None,
) -> dict[str, Any]:
    """Measure FMR over requested FMR on three sets.

    Parameters
    ----------
    recognizer
        With the model to be measured.
    passwords
        The CMU set: owners enrol with the first 5 or 10 repetitions of session 1 or of session 4;
        impostors are everybody else's first 5 repetitions, and as many practised ones, the first
        of each of sessions 4 to 8. The figure with a bar is over all of them.
    thirteen_keys
        Enrolment with the first 5 or 7 of 8 samples; all samples of the others are impostors.
    sentences
        The Aalto set, even-numbered people: enrolment with the first 5 or 10 sentences; impostors
        are 2 later sentences of each of 100 seeded others.
    workers
        Do the work.

    Returns
    -------
    dict
        Figures with bars, and figures of each condition in ``cells``.
    """
    workers = workers or Workers()
    cells = [
        *cmu_cells(recognizer, passwords, workers),
        *thirteen_keys_cells(recognizer, thirteen_keys, workers),
        *aalto_cells(recognizer, sentences, workers),
    ]
    everything: dict[str, list[TrialVerdicts]] = {}
    for cell in cells:
        everything.setdefault(cell.name, []).extend(cell.trials)
    return {
        "figures": {
            f"fmr_over_requested_1pct_{name}": figure(
                _fmr(trials)[0] / REQUESTED_FMRS[0], MOST_OFF, at_least=1.0 / MOST_OFF
            )
            for name, trials in everything.items()
        },
        "cells": [_cell_figures(cell) for cell in cells],
    }


def cmu_cells(
    recognizer: Recognizer, people: Sequence[PasswordTypist], workers: Workers
) -> list[Cell]:
    """Judge new and practised owners against first and practised impostor attempts."""
    features = cmu.features_of(recognizer, people, workers)
    both = np.concatenate([np.arange(IMPOSTOR_ATTEMPTS), _PRACTISED])
    probes = [attempts[both] for attempts in features]
    cells = []
    for samples in (5, 10):
        for owner, start in (("session 1", 0), ("session 4", _PRACTISED_OWNER)):
            trials = [
                trial_of(
                    person,
                    attempts[start : start + samples],
                    attempts[start + samples : start + _SESSION],
                    probes,
                )
                for person, attempts in enumerate(features)
            ]
            judged = _judged(recognizer, trials, "fixed", workers)
            is_first = np.tile(np.arange(len(both)) < IMPOSTOR_ATTEMPTS, len(people) - 1)
            for impostors, mask in (("first 5", is_first), ("practised", ~is_first)):
                condition = f"owner in {owner}, impostors' {impostors} attempts"
                parts = [_with_impostors(trial, mask) for trial in judged]
                cells.append(Cell("cmu", condition, samples, parts))
    return cells


def thirteen_keys_cells(
    recognizer: Recognizer, people: Sequence[ThirteenKeysTypist], workers: Workers
) -> list[Cell]:
    """Judge the later samples of each person, and all samples of the others."""
    samples = [([one.sample(index) for index in range(len(one))], "fixed") for one in people]
    features = workers.map(extract, samples, recognizer)
    cells = []
    for enrolled in (5, 7):
        trials = [
            trial_of(person, attempts[:enrolled], attempts[enrolled:], features)
            for person, attempts in enumerate(features)
        ]
        judged = _judged(recognizer, trials, "fixed", workers)
        cells.append(Cell("thirteen_keys", "all samples of the others", enrolled, judged))
    return cells


def aalto_cells(recognizer: Recognizer, texts: FreeText, workers: Workers) -> list[Cell]:
    """Judge later sentences of each person, and of others."""
    people = aalto.people_of(texts, "reported")
    features: list[Attempts] = aalto.features_of(recognizer, people, workers)
    cells = []
    for enrolled in (5, 10):
        trials = aalto.sentence_trials(features, enrolled, impostors=_AALTO_IMPOSTORS)
        judged = _judged(recognizer, trials, "free", workers)
        cells.append(Cell("aalto", "later sentences of the others", enrolled, judged))
    return cells


def tables(result: Mapping[str, Any]) -> list[Table]:
    """Lay out what :func:`measure` gives."""
    columns = [
        "data and condition",
        "samples",
        "FMR at 1%",
        "over requested",
        "95% interval",
        "within factor 2",
        "at 0.1%",
        "FNMR at 1%",
        "Cllr",
        "minimum",
    ]
    rows = [
        [
            f"{each['data']}: {each['condition']}",
            str(each["samples"]),
            percent(each["fmr_1pct"]),
            f"{each['over_requested_1pct']:.2f}",
            "{:.2f} to {:.2f}".format(*each["over_requested_1pct_ci95"]),
            percent(each["templates_within_factor_2"], 0),
            percent(each["fmr_0_1pct"], 3),
            percent(each["fnmr_1pct"], 1),
            f"{each['cllr']:.2f}",
            f"{each['cllr_min']:.2f}",
        ]
        for each in result["cells"]
    ]
    return [Table("Requested and measured FMR", columns, rows), figures_table(result["figures"])]


def _judged(
    recognizer: Recognizer, trials: Sequence[Trial], mode: Mode, workers: Workers
) -> list[TrialVerdicts]:
    return workers.map(judge, [(trial, mode) for trial in trials], recognizer)


def _with_impostors(trial: TrialVerdicts, mask: NDArray[np.bool_]) -> TrialVerdicts:
    impostor = Verdicts(trial.impostor.score[mask], trial.impostor.accepted[mask])
    return trial._replace(impostor=impostor, impostor_of=trial.impostor_of[mask])


def _fmr(trials: Sequence[TrialVerdicts]) -> NDArray[np.float64]:
    """Give the FMR over all trials at each requested one, shape (fmrs,)."""
    rates: NDArray[np.float64] = np.concatenate([t.impostor.accepted for t in trials]).mean(axis=0)
    return rates


def _cell_figures(cell: Cell) -> dict[str, Any]:
    requested = REQUESTED_FMRS[0]
    fmr = _fmr(cell.trials)
    by_template = np.array([trial.impostor.accepted[:, 0].mean() for trial in cell.trials])
    off = by_template / requested
    genuine = np.concatenate([trial.genuine.accepted for trial in cell.trials])
    scores = pooled([trial.scores for trial in cell.trials])
    low, high = two_way_interval(*_counts(cell.trials))
    return {
        "data": cell.data,
        "condition": cell.condition,
        "samples": cell.samples,
        "templates": len(cell.trials),
        "fmr_1pct": round(float(fmr[0]), 5),
        "over_requested_1pct": rounded(fmr[0] / requested),
        "over_requested_1pct_ci95": [rounded(low / requested), rounded(high / requested)],
        "templates_within_factor_2": rounded(np.mean((off >= 1 / MOST_OFF) & (off <= MOST_OFF))),
        "fmr_0_1pct": round(float(fmr[1]), 5),
        "over_requested_0_1pct": rounded(fmr[1] / REQUESTED_FMRS[1]),
        "fnmr_1pct": rounded(1.0 - genuine[:, 0].mean()),
        "fnmr_0_1pct": rounded(1.0 - genuine[:, 1].mean()),
        "cllr": rounded(log_likelihood_ratio_cost(*scores)),
        "cllr_min": rounded(minimum_log_likelihood_ratio_cost(*scores)),
        **failures(cell.trials),
    }


def _counts(trials: Sequence[TrialVerdicts]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Count accepted attempts, and all, of each impostor at each template, at the first FMR."""
    people = 1 + max(int(trial.impostor_of.max()) for trial in trials)
    accepted = [
        np.bincount(trial.impostor_of, trial.impostor.accepted[:, 0], people) for trial in trials
    ]
    attempts = [np.bincount(trial.impostor_of, minlength=people) for trial in trials]
    return np.array(accepted), np.array(attempts, dtype=np.float64)
