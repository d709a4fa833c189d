"""Profiles for tests, made as the app makes them."""

from desktop.logic.enrollment import EnrollmentSession
from desktop.logic.profiles import DesktopProfile
from desktop.logic.settings import Settings
from desktop.logic.workspace import Workspace
from tests.inference.typing import attempts

PHRASE = "the tide is"


def enrolled(
    workspace: Workspace,
    *,
    label: str = "Ada",
    settings: Settings | None = None,
    keep_phrase: bool = False,
) -> DesktopProfile:
    """Enrol the made-up person 0."""
    settings = settings or Settings()
    session = EnrollmentSession(
        workspace.recognizer, label, PHRASE, keep_phrase=keep_phrase, wanted=settings.attempts
    )
    for sample in attempts(session.wanted):
        assert session.add(sample) is None
    profile = session.finish(workspace.scorers.at(settings.scoring, settings.endpoint), settings)
    workspace.profiles.add(profile)
    return profile
