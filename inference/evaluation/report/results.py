"""Everything that the report tells, measured."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from inference.bundle import Bundle
from inference.evaluation import (
    aalto,
    ablation,
    cmu,
    identification,
    privacy,
    requested_fmr,
    speed,
)
from inference.evaluation.background import measure_background
from inference.evaluation.datasets import (
    FreeText,
    PasswordTypist,
    ThirteenKeysTypist,
    load_aalto,
    load_cmu,
    load_klicke,
    load_thirteen_keys,
)
from inference.evaluation.figures import figure, pooled
from inference.evaluation.metrics import det_points, equal_error_rate
from inference.evaluation.protocols import ENROLLED
from inference.evaluation.workers import Workers
from inference.recognizer import Recognizer

FMRS: Final = np.geomspace(1e-3, 0.4, 60)
"""Where DET curves are drawn."""
FEW: Final = 10
REPETITIONS: Final = (5, 10, 20, 50, 100, 200)
SENTENCES: Final = (1, 2, 3, 5, 7, 10)

Curve = NDArray[np.float64]


class Data(NamedTuple):
    """The research data."""

    passwords: Sequence[PasswordTypist]
    thirteen_keys: Sequence[ThirteenKeysTypist]
    sentences: FreeText
    essays: FreeText

    @classmethod
    def load(cls) -> Self:
        """Load everything from the folder that ``KEYSTROKE_DATA`` names."""
        return cls(load_cmu(), load_thirteen_keys(), load_aalto(), load_klicke())


class Results(NamedTuple):
    """What was measured; each as its command's JSON tells it.

    Attributes
    ----------
    model
        Hash of the model.
    cmu, cmu_few, identify, aalto, calibration, privacy, speed, ablation
        The commands' results.
    research
        As `aalto`, for the research model; None if there is none at hand.
    det_cmu, det_aalto
        FNMR at each of `FMRS`, by detector.
    by_repetitions, by_sentences
        EER by the number of samples enrolled with: mean of people's own on CMU, global on Aalto.
    """

    model: str
    cmu: dict[str, Any]
    cmu_few: dict[str, Any]
    identify: dict[str, Any]
    aalto: dict[str, Any]
    research: dict[str, Any] | None
    calibration: dict[str, Any]
    privacy: dict[str, Any]
    speed: dict[str, Any]
    ablation: dict[str, Any]
    det_cmu: dict[str, Curve]
    det_aalto: dict[str, Curve]
    by_repetitions: dict[int, float]
    by_sentences: dict[int, float]

    @property
    def figures(self) -> dict[str, dict[str, Any]]:
        """All figures that there is a bar for."""
        detectors, few = self.cmu["detectors"], self.cmu_few["detectors"]
        research = (
            {
                "Aalto, research model, EER, global": figure(self.research["eer_global"], 0.015),
                "Aalto, research model, EER, per person": figure(
                    self.research["eer_user_mean"], 0.005
                ),
            }
            if self.research
            else {}
        )
        return {
            "CMU, 200 repetitions, EER": figure(detectors["ours"]["eer_mean"], 0.04),
            "CMU, the same, unseen people": figure(detectors["ours"]["eer_mean_unseen"], 0.04),
            "CMU, background, EER": figure(detectors["background"]["eer_mean"], 0.028),
            "CMU, 10 repetitions and updates, EER": figure(few["ours_adapted"]["eer_mean"], 0.05),
            "thirteen keys, top-1 error": figure(1.0 - self.identify["top1"], 0.08),
            "Aalto, EER, global": figure(self.aalto["eer_global"], 0.025),
            "Aalto, EER, per person": figure(self.aalto["eer_user_mean"], 0.009),
            **research,
            **self.calibration["figures"],
            **self.speed["figures"],
        }


def collect(
    bundle: Bundle, data: Data, workers: Workers, research: Recognizer | None = None
) -> Results:
    """Measure everything.

    Parameters
    ----------
    bundle
        The model to be measured; times are taken of the bundled one.
    data
        To measure it on.
    workers
        Do the work.
    research
        With a research model, if it is to be told of.
    """
    taken = speed.measure()  # before the machine is busy with the rest
    recognizer, passwords = Recognizer(bundle), data.passwords
    whole = cmu.measure(recognizer, passwords, ENROLLED, workers)
    whole["detectors"]["background"] = measure_background(passwords, ENROLLED, workers)
    few = cmu.measure(recognizer, passwords, FEW, workers)
    few["detectors"] |= cmu.measure_adaptation(recognizer, passwords, FEW, workers)
    return Results(
        model=bundle.model,
        cmu=whole,
        cmu_few=few,
        identify=identification.measure(recognizer, data.thirteen_keys, workers),
        aalto=aalto.measure(recognizer, data.sentences, workers=workers),
        research=None
        if research is None
        else aalto.measure(research, data.sentences, workers=workers),
        calibration=requested_fmr.measure(
            recognizer, passwords, data.thirteen_keys, data.sentences, workers
        ),
        privacy=privacy.measure(recognizer, data.essays, workers),
        speed=taken,
        ablation=ablation.measure(bundle, passwords, data.sentences, workers),
        det_cmu=_det_cmu(recognizer, passwords, workers),
        det_aalto=_det_aalto(recognizer, data.sentences, workers),
        by_repetitions=_by_repetitions(recognizer, passwords, workers),
        by_sentences=_by_sentences(recognizer, data.sentences, workers),
    )


def _det_cmu(
    recognizer: Recognizer, people: Sequence[PasswordTypist], workers: Workers
) -> dict[str, Curve]:
    scores = cmu.score_people(recognizer, people, ENROLLED, workers)
    found = {"ours": [trial.scores for trial in scores.ours], **scores.baselines}
    return {
        name: np.mean([det_points(*trial, FMRS) for trial in trials], axis=0)
        for name, trials in found.items()
    }


def _det_aalto(recognizer: Recognizer, texts: FreeText, workers: Workers) -> dict[str, Curve]:
    scores = aalto.score_people(recognizer, texts, aalto.ENROLLED, workers)
    found = {"ours": [trial.scores for trial in scores.ours], **scores.baselines}
    return {name: det_points(*pooled(trials), FMRS) for name, trials in found.items()}


def _by_repetitions(
    recognizer: Recognizer, people: Sequence[PasswordTypist], workers: Workers
) -> dict[int, float]:
    return {
        enrolled: float(
            np.mean(
                [
                    equal_error_rate(*trial.scores)
                    for trial in cmu.judge_people(recognizer, people, enrolled, workers)
                ]
            )
        )
        for enrolled in REPETITIONS
    }


def _by_sentences(recognizer: Recognizer, texts: FreeText, workers: Workers) -> dict[int, float]:
    return {
        enrolled: equal_error_rate(
            *pooled(
                [trial.scores for trial in aalto.judge_people(recognizer, texts, enrolled, workers)]
            )
        )
        for enrolled in SENTENCES
    }
