"""The model card tells the figures of the model that it lies beside."""

import json
from pathlib import Path

MODELS = Path(__file__).parent.parent / "models"


METRICS = json.loads((MODELS / "manifest.json").read_text())["metrics"]
CARD = (MODELS / "MODEL_CARD.md").read_text()


def test_the_card_tells_the_free_modes_figures() -> None:
    free = dict(METRICS["free"])
    for name, third in free.pop("by speed").items():
        assert f"| {name} | {third['fmr']:.2%} | {third['fnmr']:.0%} |" in CARD
    cells = {name: value for name, value in free.items() if isinstance(value, dict)}
    assert len(cells) >= 5
    for name, cell in cells.items():
        row = f"| {name} | {cell['eer']:.1%} | {cell['fmr']:.2%} | {cell['fnmr']:.0%} "
        assert f"{row}| {cell['cllr']:.2f} | {cell['cllr_min']:.2f} |" in CARD
    assert f"learnt from {METRICS['encoder']['people_learnt_from']:,} writers" in CARD


def test_the_card_tells_the_fixed_modes_figures() -> None:
    metrics = METRICS["fixed"]
    cells = {name: value for name, value in metrics.items() if isinstance(value, dict)}
    assert len(cells) >= 5
    for name, cell in cells.items():
        row = (
            f"| {name} | {cell['eer']:.1%} | {cell['fmr']:.2%} | {cell['fnmr']:.0%} "
            f"| {cell['cllr']:.2f} |"
        )
        assert row in CARD
    for count in ("writers", "writers_of_data", "writers_learnt_from"):
        assert f"{metrics[count]:,} writers" in CARD
