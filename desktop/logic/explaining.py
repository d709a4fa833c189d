"""Why an attempt was decided as it was; only where a template is on this machine."""

from contextlib import suppress
from typing import NamedTuple

from desktop.logic.profiles import DesktopProfile
from desktop.logic.refusal import Refusal
from desktop.logic.scorer import LocalScorer
from desktop.logic.stand_in import StandInAnswer
from inference.decision import Decision
from inference.errors import NotFoundError
from inference.explanation import Explanation
from inference.recognizer import Recognizer
from inference.sample import Sample
from inference.template import Template

Answer = Decision | Refusal | StandInAnswer


class Explained(NamedTuple):
    """An answer, and why.

    Parameters
    ----------
    answer
        See :meth:`desktop.logic.workspace.Workspace.verify`.
    explanation
        None where there is no verdict, or no template on this machine.
    """

    answer: Answer
    explanation: Explanation | None


class Templates:
    """Finds the templates on this machine.

    Parameters
    ----------
    local, stand_ins
        Of the profiles that are scored here, and of the twins of those that a service scores.
    """

    def __init__(self, local: LocalScorer, stand_ins: LocalScorer) -> None:
        self._local = local
        self._stand_ins = stand_ins

    def of(self, profile: DesktopProfile) -> Template | None:
        """Give a profile's template, or its twin's; None where a service has the only one."""
        with suppress(NotFoundError):
            if profile.scored == "local":
                return self._local.template(profile.service_id)
            if profile.stand_in_id:
                return self._stand_ins.template(profile.stand_in_id)
        return None


def explained(
    recognizer: Recognizer, template: Template | None, sample: Sample, answer: Answer
) -> Explained:
    """Say why an attempt was decided as it was.

    Parameters
    ----------
    recognizer
        Compares.
    template
        As it was before the attempt.
    sample, answer
        What was typed, and how it was decided.
    """
    if template is None or isinstance(answer, Refusal):
        return Explained(answer, None)
    return Explained(answer, recognizer.explain(template, sample))
