"""What a stolen embedding gives away: how well what was typed can be told from it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import balanced_accuracy_score
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from threadpoolctl import threadpool_limits

from inference.evaluation.bootstrap import mean_interval
from inference.evaluation.datasets import FreeText, TypingSession
from inference.evaluation.figures import rounded
from inference.evaluation.product import extract
from inference.evaluation.tables import Table, interval, percent
from inference.evaluation.workers import Workers
from inference.features import FreeFeatures
from inference.keys import CHARACTER_KEYS
from inference.recognizer import Recognizer
from inference.sample import Sample
from inference.training.population import usable
from inference.training.split import VALIDATION, writers

KEYS: Final = 60
WINDOWS: Final = 6
LETTERS: Final = "ETAOINSHRDLU"
DIGRAPHS: Final = 8

_FOLDS: Final = 5


class Stolen(NamedTuple):
    """Embeddings, and what was typed.

    Attributes
    ----------
    vectors
        Shape (windows, dimension).
    texts
        Codes of the keys of each window.
    person
        Who typed each; shape (windows,).
    """

    vectors: NDArray[np.float64]
    texts: list[tuple[str, ...]]
    person: NDArray[np.int64]


def measure(
    recognizer: Recognizer, texts: FreeText, workers: Workers | None = None
) -> dict[str, Any]:
    """Measure what a classifier that knows other people's embeddings and texts can tell.

    Logistic regression learns from four fifths of the people and is judged on the others: for each
    frequent letter, whether a window of 60 keys has more of it than half of all windows have; and
    which of the 8 most frequent digraphs is the most frequent one in it.

    Parameters
    ----------
    recognizer
        With the model to be measured.
    texts
        The KLiCKe essays; writers for choices are taken, whom the encoder never learnt from.
    workers
        Do the work.
    """
    stolen = _stolen(recognizer, texts, workers or Workers())
    letters = {letter: _more_than_usual(stolen, f"Key{letter}") for letter in LETTERS}
    by_window = np.mean(list(letters.values()), axis=0)
    truth, told = _digraphs(stolen)
    return {
        "people": len(np.unique(stolen.person)),
        "windows": len(stolen.person),
        "keys": KEYS,
        "letter_accuracy": rounded(by_window.mean()),
        "letter_accuracy_ci95": _interval(by_window, stolen.person),
        "letter_chance": 0.5,
        "letters": {letter: rounded(right.mean()) for letter, right in letters.items()},
        "digraph_accuracy": rounded(balanced_accuracy_score(truth, told)),
        "digraph_chance": rounded(1.0 / len(np.unique(truth))),
    }


def tables(result: Mapping[str, Any]) -> list[Table]:
    """Lay out what :func:`measure` gives."""
    rows = [
        [
            f"more of a letter than usual, mean of {len(result['letters'])}",
            percent(result["letter_accuracy"], 1),
            interval(result["letter_accuracy_ci95"], 1),
            percent(result["letter_chance"], 1),
        ],
        *(
            [f"more {letter} than usual", percent(right, 1), "", percent(0.5, 1)]
            for letter, right in result["letters"].items()
        ),
        [
            "most frequent digraph, of 8 (balanced)",
            percent(result["digraph_accuracy"], 1),
            "",
            percent(result["digraph_chance"], 1),
        ],
    ]
    title = (
        f"What {result['windows']:,} embeddings of {result['keys']} keys each give away, "
        f"{result['people']} people"
    )
    return [Table(title, ["", "right", "95% interval", "chance"], rows)]


def _stolen(recognizer: Recognizer, texts: FreeText, workers: Workers) -> Stolen:
    wanted = writers(texts, VALIDATION)
    samples = [_samples(session) for session in texts if session.user in wanted and usable(session)]
    samples = [own for own in samples if own]
    features = workers.map(extract, [(own, "free") for own in samples], recognizer)
    kept = [
        (person, one, sample)
        for person, (own, made) in enumerate(zip(samples, features, strict=True))
        for sample, one in zip(own, made, strict=True)
        if one.windows
    ]
    return Stolen(
        np.array([_vector(one) for _, one, _ in kept]),
        [tuple(keystroke.code for keystroke in sample.keystrokes) for *_, sample in kept],
        np.array([person for person, *_ in kept]),
    )


def _samples(session: TypingSession) -> list[Sample]:
    starts = np.linspace(0, len(session) - KEYS, WINDOWS).astype(int)
    if len(session) < KEYS * WINDOWS:
        return []
    return [session.sample(start, start + KEYS) for start in starts]


def _vector(features: FreeFeatures) -> NDArray[np.float64]:
    mean: NDArray[np.float64] = features.vectors().mean(axis=0, dtype=np.float64)
    return mean


def _more_than_usual(stolen: Stolen, code: str) -> NDArray[np.float64]:
    """Give for each window whether the classifier is right, in a balanced share.

    The mean is the balanced accuracy: windows with more of a letter count as much, together, as
    those without.
    """
    share = np.array([text.count(code) / len(text) for text in stolen.texts])
    more = share > np.median(share)
    weight = np.where(more, 0.5 / more.mean(), 0.5 / (1.0 - more.mean()))
    right: NDArray[np.float64] = weight * (_told(stolen, more) == more)
    return right


def _digraphs(stolen: Stolen) -> tuple[NDArray[np.str_], NDArray[np.str_]]:
    """Give the true and the told digraph of each window that has one of the most frequent ones."""
    counts = [Counter(_pairs(text)) for text in stolen.texts]
    frequent = [pair for pair, _ in sum(counts, Counter()).most_common(DIGRAPHS)]
    top = [max(frequent, key=lambda pair: count[pair]) for count in counts]
    has_one = np.array([count[pair] > 0 for count, pair in zip(counts, top, strict=True)])
    truth = np.array(top)[has_one]
    part = Stolen(stolen.vectors[has_one], [], stolen.person[has_one])
    return truth, _told(part, truth)


def _pairs(text: Sequence[str]) -> list[str]:
    return [
        f"{first} {second}" for first, second in pairwise(text) if {first, second} <= CHARACTER_KEYS
    ]


def _told(stolen: Stolen, truth: NDArray[Any]) -> NDArray[Any]:
    classifier = make_pipeline(
        StandardScaler(), LogisticRegression(max_iter=1000, class_weight="balanced")
    )
    with threadpool_limits(1):  # threads of so small a task wait for each other
        told: NDArray[Any] = cross_val_predict(
            classifier, stolen.vectors, truth, groups=stolen.person, cv=GroupKFold(_FOLDS)
        )
    return told


def _interval(right: NDArray[np.float64], person: NDArray[np.int64]) -> list[float]:
    own = [right[person == number].mean() for number in np.unique(person)]
    return [rounded(bound) for bound in mean_interval(own)]
