from collections.abc import Iterator
from pathlib import Path
from typing import Any

import joblib
import pytest
from distributed import Client, LocalCluster

from inference.evaluation.cmu import score_people
from inference.evaluation.product import DetectorScores
from inference.evaluation.workers import Workers
from inference.recognizer import Recognizer
from tests.inference.evaluation.people import password_typist
from tests.inference.free_model import free_recognizer

PEOPLE = [password_typist(number) for number in range(2, 5)]


def note(folder: Path, number: int) -> int:
    (folder / f"{number}-{len(list(folder.iterdir()))}").touch()
    return number**2


def model_of(recognizer: Recognizer) -> str:
    return recognizer.model


def test_results_come_in_the_order_of_the_tasks(tmp_path: Path) -> None:
    assert Workers().map(note, [(tmp_path, number) for number in (3, 1, 2)]) == [9, 1, 4]


def test_nothing_is_worked_out_twice(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    tasks = [(notes, number) for number in range(3)]
    for _ in range(2):
        assert Workers(tmp_path / "cache").map(note, tasks) == [0, 1, 4]
    assert len(list(notes.iterdir())) == 3
    Workers(tmp_path / "cache").map(note, [(notes, 7)])
    assert len(list(notes.iterdir())) == 4


def test_each_model_has_results_of_its_own(tmp_path: Path, recognizer: Recognizer) -> None:
    crew = Workers(tmp_path)
    models = [crew.map(model_of, [()], one)[0] for one in (recognizer, free_recognizer())]
    assert models == [recognizer.model, free_recognizer().model]
    assert models[0] != models[1]


@pytest.fixture
def cluster() -> Iterator[Any]:
    # Neither call has types.
    local = LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None)  # type: ignore[no-untyped-call]
    with local, Client(local) as client:  # type: ignore[no-untyped-call]
        yield client


def flat(scores: DetectorScores) -> list[list[float]]:
    found = [trial.scores for trial in scores.ours]
    found += [trial for trials in scores.baselines.values() for trial in trials]
    return [part.tolist() for trial in found for part in trial]


def test_a_cluster_of_two_gives_the_same_scores(cluster: Any, recognizer: Recognizer) -> None:
    alone = score_people(recognizer, PEOPLE, 10, Workers())
    with joblib.parallel_config("dask", client=cluster):
        together = score_people(recognizer, PEOPLE, 10, Workers())
    assert len(cluster.scheduler_info()["workers"]) == 2
    assert flat(together) == flat(alone)
