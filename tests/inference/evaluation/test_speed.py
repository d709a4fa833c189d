import os

from inference.evaluation.speed import BARS_MS, measure, tables
from inference.recognizer import Recognizer
from tests.inference.free_model import free_bundle


def test_every_bar_has_a_time() -> None:
    cores = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else None
    result = measure(lambda: Recognizer(free_bundle()), templates=60)
    assert list(result["figures"]) == [*BARS_MS, "import_over_numpy"]
    for figure in result["figures"].values():
        assert figure["value"] > 0
        assert figure["met"] == (figure["value"] <= figure["bar"])
    # The runtime imports numpy itself: its import can't be much the shorter one.
    assert result["figures"]["import_over_numpy"]["value"] > 0.5
    assert len(tables(result)[0].rows) == len(result["figures"])
    if cores is not None:
        assert os.sched_getaffinity(0) == cores
