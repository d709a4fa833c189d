import subprocess
import sys

import pytest

import inference


@pytest.mark.parametrize("name", inference.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(inference, name).__name__ == name


def test_other_names_are_not() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        inference.nothing  # noqa: B018 - the look-up itself is what is tested


@pytest.mark.parametrize("module", ["inference.sample", "desktop.capture.child"])
def test_who_needs_samples_alone_does_not_load_numpy(module: str) -> None:
    code = f"import sys, {module}; print('numpy' in sys.modules)"
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "False"
