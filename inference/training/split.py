"""Which writers of KLiCKe serve what: by the last digit of their number.

Nobody whose typing is measured was learnt from, and nobody whose figures are reported was looked at
for a choice.
"""

from collections.abc import Iterable
from typing import Final

import numpy as np

from inference.evaluation.datasets import FreeText

PRIORS: Final = (0, 1, 5, 6)
"""Usual times and scales."""
FIXED_CALIBRATION: Final = (2, 7, 8, 9)
ENCODER: Final = (0, 1, 2, 5, 6, 7, 8)
FREE_CALIBRATION: Final = (9,)
"""Cohort and calibration of the free mode: people whom the encoder never saw."""
VALIDATION: Final = (4,)
"""All choices."""
TEST: Final = (3,)
"""Reported; opened once."""


def writers(texts: FreeText, digits: Iterable[int]) -> set[int]:
    """Give the writers whose number ends in one of `digits`."""
    wanted = set(digits)
    return {int(user) for user in np.unique(texts.users) if user % 10 in wanted}
