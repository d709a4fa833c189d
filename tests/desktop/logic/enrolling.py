"""Profiles for tests, made as the app makes them."""

from desktop.logic.delivery import WaitingEnrollment
from desktop.logic.enrollment import FreeEnrollment, PhraseEnrollment
from desktop.logic.profiles import DesktopProfile
from desktop.logic.settings import Settings
from desktop.logic.workspace import Workspace
from tests.desktop.writing import free_samples
from tests.inference.typing import attempts

PHRASE = "the tide is"


def enrolled(
    workspace: Workspace,
    *,
    label: str = "Ada",
    settings: Settings | None = None,
    keep_phrase: bool = False,
    person: int = 0,
) -> DesktopProfile:
    """Enrol a made-up person, who consents."""
    settings = settings or Settings()
    if workspace.consent.current() is None:
        workspace.consent.give()
    session = typed_in(
        workspace, label=label, settings=settings, keep_phrase=keep_phrase, person=person
    )
    return made(workspace.enroll(session, settings))


def typed_in(
    workspace: Workspace,
    *,
    label: str = "Ada",
    settings: Settings,
    keep_phrase: bool = False,
    person: int = 0,
) -> PhraseEnrollment:
    """Have all attempts in that an enrolment wants."""
    session = PhraseEnrollment(
        workspace.recognizer, label, PHRASE, keep_phrase=keep_phrase, wanted=settings.attempts
    )
    for sample in attempts(session.wanted, person=person):
        assert session.add(sample) is None
    return session


def enrolled_free(
    workspace: Workspace, *, label: str = "Ada", settings: Settings | None = None, samples: int = 5
) -> DesktopProfile:
    """Enrol the simulated owner with free text, who consents."""
    if workspace.consent.current() is None:
        workspace.consent.give()
    session = FreeEnrollment(workspace.recognizer, label)
    for sample in free_samples(samples):
        assert session.add(sample) is None
    return made(workspace.enroll(session, settings or Settings()))


def made(profile: DesktopProfile | WaitingEnrollment) -> DesktopProfile:
    """Give the profile, which must not have to wait."""
    assert isinstance(profile, DesktopProfile)
    return profile
