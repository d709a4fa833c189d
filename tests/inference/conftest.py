import os

import pytest


@pytest.fixture(scope="session")
def research_data() -> None:
    if not os.environ.get("KEYSTROKE_DATA"):
        pytest.skip("KEYSTROKE_DATA is not set: the research data is not at hand")
