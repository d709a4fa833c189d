import numpy as np
import pytest

from inference.evaluation import requested_fmr
from inference.evaluation.product import TrialVerdicts, Verdicts
from inference.evaluation.requested_fmr import Cell, aalto_cells, cmu_cells, measure, tables
from inference.evaluation.workers import Workers
from inference.recognizer import Recognizer
from tests.inference.evaluation.people import free_text, password_typist, thirteen_keys_typist
from tests.inference.free_model import free_recognizer

NAMES = ("cmu_5", "cmu_10", "thirteen_keys_5", "thirteen_keys_7", "aalto_5", "aalto_10")


def test_every_set_has_a_figure_and_every_condition_a_row() -> None:
    result = measure(
        free_recognizer(),
        [password_typist(number) for number in range(2, 6)],
        [thirteen_keys_typist(number) for number in range(4)],
        free_text(people=8, sessions=15, keys=60),
    )
    assert list(result["figures"]) == [f"fmr_over_requested_1pct_{name}" for name in NAMES]
    for figure in result["figures"].values():
        assert (figure["bar"], figure["at_least"]) == (2.0, 0.5)
        assert figure["met"] == (0.5 <= figure["value"] <= 2.0)
    assert len(result["cells"]) == len(tables(result)[0].rows) == 2 * 4 + 2 + 2
    for cell in result["cells"]:
        low, high = cell["over_requested_1pct_ci95"]
        assert low <= cell["over_requested_1pct"] <= high


def test_owners_and_impostors_are_new_or_practised(recognizer: Recognizer) -> None:
    people = [password_typist(number) for number in range(2, 5)]
    cells = cmu_cells(recognizer, people, Workers())
    assert [(cell.samples, cell.condition) for cell in cells[:4]] == [
        (5, "owner in session 1, impostors' first 5 attempts"),
        (5, "owner in session 1, impostors' practised attempts"),
        (5, "owner in session 4, impostors' first 5 attempts"),
        (5, "owner in session 4, impostors' practised attempts"),
    ]
    first = cells[0].trials[0]
    assert len(first.genuine.score) == 45
    assert first.impostor_of.tolist() == [1] * 5 + [2] * 5
    template = recognizer.enroll([people[0].sample(index) for index in range(5)])
    practised = [recognizer.verify(template, people[1].sample(at)).score for at in (150, 350)]
    assert cells[1].trials[0].impostor.score[[0, 4]].tolist() == practised


def test_sentences_are_measured_on_even_numbered_people() -> None:
    texts = free_text(people=8, sessions=15, keys=60)
    few, many = aalto_cells(free_recognizer(), texts, Workers())
    assert (few.name, many.name) == ("aalto_5", "aalto_10")
    assert len(few.trials) == 4
    assert len(few.trials[0].genuine.score) == 10
    assert len(many.trials[0].genuine.score) == 5


def test_the_figures_of_a_condition_are_what_counting_gives() -> None:
    """Two templates: one lets in 1 of 100 attempts of either impostor, the other 5 of 100."""
    trials = [_trial(accepted) for accepted in (1, 5)]
    figures = requested_fmr._cell_figures(Cell("made up", "by hand", 5, trials))
    assert figures["fmr_1pct"] == pytest.approx(0.03)
    assert figures["over_requested_1pct"] == pytest.approx(3.0)
    assert figures["templates_within_factor_2"] == 0.5
    assert figures["over_requested_1pct_ci95"] == pytest.approx([1.0, 5.0])
    assert figures["fmr_0_1pct"] == 0.0
    assert figures["fnmr_1pct"] == 0.25


def _trial(accepted: int) -> TrialVerdicts:
    each = np.arange(100) < accepted
    impostor = np.column_stack([np.tile(each, 2), np.zeros(200, dtype=bool)])
    genuine = np.array([[True, True], [True, False], [True, False], [False, False]])
    return TrialVerdicts(
        True,
        Verdicts(np.ones(4), genuine),
        Verdicts(np.zeros(200), impostor),
        np.repeat([0, 1], 100),
    )
