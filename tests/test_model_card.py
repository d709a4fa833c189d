"""The model card tells the figures of the model that it lies beside."""

import json
from pathlib import Path

MODELS = Path(__file__).parent.parent / "models"


def test_the_card_tells_the_manifests_figures() -> None:
    metrics = json.loads((MODELS / "manifest.json").read_text())["metrics"]["fixed"]
    card = (MODELS / "MODEL_CARD.md").read_text()
    cells = {name: value for name, value in metrics.items() if isinstance(value, dict)}
    assert len(cells) >= 5
    for name, cell in cells.items():
        row = (
            f"| {name} | {cell['eer']:.1%} | {cell['fmr']:.2%} | {cell['fnmr']:.0%} "
            f"| {cell['cllr']:.2f} |"
        )
        assert row in card
    for count in ("writers", "writers_of_data", "writers_learnt_from"):
        assert f"{metrics[count]:,} writers" in card
