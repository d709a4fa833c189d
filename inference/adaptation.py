"""What a guarded adaptation answers."""

from typing import Final, NamedTuple

from inference.decision import Reason
from inference.template import Template


class Update(NamedTuple):
    """The outcome of a guarded adaptation: the template to use from now on, and why."""

    template: Template
    applied: bool
    reason: Reason


LEARNT: Final = Reason("learnt", "The template has learnt from this attempt.")
NOT_SURE: Final = Reason("not_sure", "The attempt isn't sure enough to learn from.")
DRIFTED: Final = Reason("drifted", "The rhythm has left the enrolled one: enrol anew.")
