import sys
from pathlib import Path

import pytest

from desktop.bench.starting import _seconds_until, measure_starts
from desktop.errors import BenchError


@pytest.mark.usefixtures("virtual_screen")
def test_the_app_shows_its_first_page_before_the_profiles() -> None:
    starts = measure_starts(1)
    assert starts.bare_seconds > 0
    assert 0 < starts.first_page_seconds < starts.usable_seconds


def test_a_program_that_ends_without_a_window_is_told(tmp_path: Path) -> None:
    with pytest.raises(BenchError, match="A window didn't come"):
        _seconds_until((sys.executable, "-c", "pass"), {}, tmp_path / "told", ["active"])
