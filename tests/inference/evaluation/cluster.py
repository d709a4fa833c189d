"""Scores of a few people alone and on a cluster of two, as one line of JSON.

A process of its own: the cluster's event loop and those of a long test run don't get on.
"""

import json
import sys

import joblib
from distributed import Client, LocalCluster

from inference.evaluation.cmu import score_people
from inference.evaluation.product import DetectorScores
from inference.evaluation.workers import Workers
from inference.recognizer import load_recognizer
from tests.inference.evaluation.people import password_typist


def flat(scores: DetectorScores) -> list[list[float]]:
    found = [trial.scores for trial in scores.ours]
    found += [trial for trials in scores.baselines.values() for trial in trials]
    return [part.tolist() for trial in found for part in trial]


def main() -> None:
    people = [password_typist(number) for number in range(2, 5)]
    recognizer = load_recognizer()
    alone = score_people(recognizer, people, 10, Workers())
    # Neither call has types.
    local = LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None)  # type: ignore[no-untyped-call]
    with local, Client(local) as client:  # type: ignore[no-untyped-call]
        with joblib.parallel_config("dask", client=client):
            together = score_people(recognizer, people, 10, Workers())
        workers = len(client.scheduler_info()["workers"])
    found = {"workers": workers, "alone": flat(alone), "together": flat(together)}
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
