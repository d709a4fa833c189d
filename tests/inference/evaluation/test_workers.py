import json
import subprocess
import sys
from pathlib import Path

from inference.evaluation.workers import Workers
from inference.recognizer import Recognizer
from tests.inference.free_model import free_recognizer

ROOT = Path(__file__).parents[3]


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


def test_a_cluster_of_two_gives_the_same_scores() -> None:
    command = [sys.executable, "-m", "tests.inference.evaluation.cluster"]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    found = json.loads(done.stdout)
    assert found["workers"] == 2
    assert found["together"] == found["alone"]
    assert found["alone"]
