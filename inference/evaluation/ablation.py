"""What each idea of the detectors is worth: figures again, with one idea switched off."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, NamedTuple

import numpy as np

from inference.bundle import FIXED, FREE, Bundle, file_hash
from inference.evaluation import aalto, cmu
from inference.evaluation.datasets import FreeText, PasswordTypist
from inference.evaluation.figures import pooled, rounded
from inference.evaluation.metrics import equal_error_rate
from inference.evaluation.protocols import ENROLLED
from inference.evaluation.tables import Table, percent
from inference.evaluation.workers import Workers
from inference.recognizer import Recognizer

FEW: Final = 10

_ALWAYS: Final = 1e9
_HALF_LIVES: Final = ("half_life", "fast_half_life", "slow_half_life")

Document = dict[str, Any]


class Switch(NamedTuple):
    """Switches one idea off in a file of the model.

    Attributes
    ----------
    idea
        What it is called in tables.
    turn_off
        Changes the file's JSON document in place.
    """

    idea: str
    turn_off: Callable[[Document], None]


def _settings(names: Sequence[str], value: float) -> Callable[[Document], None]:
    def turn_off(document: Document) -> None:
        document["detector"] |= dict.fromkeys(names, value)

    return turn_off


def _voice(index: int) -> Callable[[Document], None]:
    """Leave a raw score out of the sum; the others keep their weights."""

    def turn_off(document: Document) -> None:
        weights = np.array(document["calibration"]["weights"])
        weights[..., 1 + index] = 0.0
        document["calibration"]["weights"] = weights.tolist()

    return turn_off


FIXED_SWITCHES: Final = (
    Switch("recent samples weigh more", _settings(_HALF_LIVES, _ALWAYS)),
    Switch("deviations capped", _settings(["cap"], _ALWAYS)),
    Switch("scales of few samples shrunk to a prior", _settings(["prior_samples"], 1e-3)),
)
FREE_SWITCHES: Final = (Switch("normalised by a cohort", _voice(1)),)


def measure(
    bundle: Bundle,
    passwords: Sequence[PasswordTypist],
    sentences: FreeText,
    workers: Workers | None = None,
) -> dict[str, Any]:
    """Measure EERs with one idea switched off at a time; nothing is learnt anew.

    Only people who are there for choices are measured: CMU's odd-numbered ones, by their own EER
    after 10 and 200 repetitions, and Aalto's, by the global EER after 5 sentences.

    Parameters
    ----------
    bundle
        The model.
    passwords, sentences
        The CMU and the Aalto set.
    workers
        Do the work.
    """
    workers = workers or Workers()
    odd = [person for person in passwords if not cmu.is_unseen(person)]

    def fixed(variant: Bundle) -> dict[str, float]:
        return {
            f"eer_mean_{enrolled}": _cmu_eer(Recognizer(variant), odd, enrolled, workers)
            for enrolled in (FEW, ENROLLED)
        }

    def free(variant: Bundle) -> dict[str, float]:
        return {"eer_global": _aalto_eer(Recognizer(variant), sentences, workers)}

    return {
        "fixed": {
            "everything": fixed(bundle),
            **{one.idea: fixed(without(bundle, FIXED, one)) for one in FIXED_SWITCHES},
        },
        "free": {
            "everything": free(bundle),
            **{one.idea: free(without(bundle, FREE, one)) for one in FREE_SWITCHES},
        },
    }


def without(bundle: Bundle, name: str, switch: Switch) -> Bundle:
    """Give a model with one idea switched off, under a hash of its own."""
    document = json.loads(bundle.files[name])
    switch.turn_off(document)
    data = json.dumps(document).encode()
    hashes = bundle.manifest["files"] | {name: file_hash(data)}
    return replace(
        bundle, manifest=bundle.manifest | {"files": hashes}, files=bundle.files | {name: data}
    )


def tables(result: Mapping[str, Any]) -> list[Table]:
    """Lay out what :func:`measure` gives."""
    heads = {
        "fixed": (f"EER, {FEW} repetitions", f"EER, {ENROLLED} repetitions"),
        "free": ("EER, global",),
    }
    titles = {
        "fixed": "Fixed phrases: CMU, odd-numbered people",
        "free": f"Free text: Aalto, odd-numbered people, {aalto.ENROLLED} sentences",
    }
    return [
        Table(
            titles[mode],
            ["without", *heads[mode]],
            [
                [
                    "(everything there)" if idea == "everything" else idea,
                    *map(percent, eers.values()),
                ]
                for idea, eers in result[mode].items()
            ],
        )
        for mode in titles
    ]


def _cmu_eer(
    recognizer: Recognizer, people: Sequence[PasswordTypist], enrolled: int, workers: Workers
) -> float:
    found = [one.scores for one in cmu.judge_people(recognizer, people, enrolled, workers)]
    return rounded(np.mean([equal_error_rate(*trial) for trial in found]))


def _aalto_eer(recognizer: Recognizer, texts: FreeText, workers: Workers) -> float:
    judged = aalto.judge_people(recognizer, texts, aalto.ENROLLED, workers, "choices")
    found = [one.scores for one in judged]
    return rounded(equal_error_rate(*pooled(found)))
