import copy
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from inference.evaluation import (
    aalto,
    ablation,
    cmu,
    identification,
    privacy,
    requested_fmr,
)
from inference.evaluation.figures import figure
from inference.evaluation.report.page import PAGE, page, write
from inference.evaluation.report.plots import PICTURES
from inference.evaluation.report.results import FMRS, Results
from inference.evaluation.speed import BARS_MS
from tests.inference.evaluation.people import free_text, password_typist, thirteen_keys_typist
from tests.inference.free_model import free_bundle, free_recognizer


@pytest.fixture(scope="module")
def results() -> Results:
    recognizer = free_recognizer()
    passwords = [password_typist(number) for number in (2, 3, 5)]
    thirteen_keys = [thirteen_keys_typist(number) for number in range(3)]
    sentences = free_text(people=8, sessions=15, keys=40)
    whole = cmu.measure(recognizer, passwords, 10)
    whole["detectors"]["background"] = whole["detectors"]["ours"]
    few = copy.deepcopy(whole)
    few["detectors"] |= cmu.measure_adaptation(recognizer, passwords, 190)
    curve = np.linspace(1.0, 0.0, len(FMRS))
    return Results(
        model=recognizer.model,
        cmu=whole,
        cmu_few=few,
        identify=identification.measure(recognizer, thirteen_keys),
        aalto=aalto.measure(recognizer, sentences),
        research=None,
        calibration=requested_fmr.measure(recognizer, passwords, thirteen_keys, sentences),
        privacy=privacy.measure(recognizer, free_text(60, 1, 400, first=0)),
        speed={
            "figures": {name: figure(bar, bar) for name, bar in BARS_MS.items()},
            "templates": 10_000,
            "identify_first_time_ms": 500.0,
        },
        ablation=ablation.measure(free_bundle(), passwords, sentences),
        det_cmu={"ours": curve**2, "manhattan_scaled": curve},
        det_aalto={"ours": curve**2},
        by_repetitions={5: 0.2, 200: 0.05},
        by_sentences={1: 0.1, 10: 0.02},
    )


def test_every_figure_is_on_the_page(results: Results) -> None:
    text = page(results)
    assert "$" not in text
    for name, each in results.figures.items():
        assert f"| {name} | {each['value']:.4g} |" in text
    assert f"{results.aalto['eer_global']:.2%}" in text
    assert f"{results.identify['top1']:.2%}" in text
    assert "(not measured)" in text


def test_a_research_model_is_told_of_under_its_own_name(results: Results) -> None:
    told = results._replace(research=results.aalto)
    assert "(not measured)" not in page(told)
    assert "Aalto, research model, EER, global" in told.figures


def test_pages_and_pictures_are_the_same_each_time(results: Results, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        write(results, tmp_path / folder)
    names = [PAGE, *(f"pictures/{name}" for name in PICTURES)]
    for name in names:
        one, two = (tmp_path / folder / name for folder in ("one", "two"))
        assert one.read_bytes() == two.read_bytes()


def test_the_page_shows_every_picture(results: Results, tmp_path: Path) -> None:
    write(results, tmp_path)
    text = (tmp_path / PAGE).read_text()
    for name in PICTURES:
        assert f"](pictures/{name})" in text
        root = ET.parse(tmp_path / "pictures" / name).getroot()  # noqa: S314 (our own file)
        assert root.tag.endswith("svg")
