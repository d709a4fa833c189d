"""What network faults do to enrolments and verifications: nothing may be lost or done twice."""

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final, NamedTuple

from desktop.bench.faulty_proxy import FAULTS, FaultyProxy
from desktop.demo.driver import PASSPHRASE
from desktop.demo.server import serving
from desktop.logic.delivery import WaitingEnrollment
from desktop.logic.enrollment import PhraseEnrollment
from desktop.logic.profiles import DesktopProfile
from desktop.logic.refusal import Refusal
from desktop.logic.retries import Retries
from desktop.logic.settings import Settings
from desktop.logic.stand_in import StandInAnswer
from desktop.logic.transport import Transport
from desktop.logic.workspace import Workspace
from inference.decision import Decision
from inference.errors import KeystrokeError
from inference.simulation.typists import Typist, typists
from inference.stores.keys import PassphraseKeys
from inference.stores.sqlite import SqliteStore

ROUNDS: Final = 200
"""Enrolments; with each go a verification of its owner and one of a stranger."""

_PHRASE: Final = "quiet rivers run deep"
_ATTEMPTS: Final = 5
_PRACTISED: Final = 40
_FOR_EVER: Final = 1000
_READ_SECONDS: Final = 0.8

# Short waits: what is measured is what becomes of the data, not the patience.
_connect: Final = partial(
    Transport, retries=Retries(pause_seconds=0.02), connect_seconds=1.0, read_seconds=_READ_SECONDS
)


Outcome = DesktopProfile | WaitingEnrollment | Decision | Refusal | StandInAnswer | KeystrokeError


class Round(NamedTuple):
    """What became of one enrolment and its verifications.

    Parameters
    ----------
    fault
        How the network failed.
    lost
        Enrolments that made no profile in the end, profiles that only one side knows, and answers
        to attempts that the service hasn't counted.
    twice
        Profiles and counted attempts beyond one.
    untold
        Ends that the app can't show: neither an answer nor an error for people.
    """

    fault: str
    lost: int
    twice: int
    untold: int


def measure(rounds: int = ROUNDS) -> dict[str, Any]:
    """Play all faults in turn, the first connection of an operation failing, or every one.

    Parameters
    ----------
    rounds
        Enrolments, each with two verifications.

    Returns
    -------
    dict
        ``figures``, each with its value, bar and whether it is met; ``rounds`` by fault.
    """
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder) / "service") as base:
        proxy = FaultyProxy(base)
        with (
            proxy.running() as endpoint,
            SqliteStore(Path(folder) / "app.sqlite", PassphraseKeys(PASSPHRASE)) as store,
        ):
            workspace = Workspace(store, in_keychain=False, connect=_connect)
            workspace.consent.give()
            played = list(_Play(workspace, proxy, base, endpoint).rounds(rounds))
    return {"figures": _figures(played), "rounds": dict(Counter(one.fault for one in played))}


def _figures(played: list[Round]) -> dict[str, Mapping[str, Any]]:
    sums = {
        "faults lost": sum(one.lost for one in played),
        "faults applied twice": sum(one.twice for one in played),
        "faults outcomes not shown": sum(one.untold for one in played),
    }
    figures: dict[str, Mapping[str, Any]] = {
        name: {"value": value, "bar": 0, "met": value == 0} for name, value in sums.items()
    }
    kinds = len({one.fault for one in played})
    figures["faults kinds"] = {"value": kinds, "bar": 12, "met": kinds >= 12}
    return figures


class _Play:
    """Plays rounds against one service through one faulty network."""

    def __init__(self, workspace: Workspace, proxy: FaultyProxy, base: str, endpoint: str) -> None:
        self._workspace = workspace
        self._proxy = proxy
        self._direct = Transport(base)
        self._settings = Settings("remote", endpoint, attempts=_ATTEMPTS)
        self._owner, self._stranger = typists(2, seed=5)

    def rounds(self, count: int) -> Iterator[Round]:
        """Play so many rounds."""
        names = list(FAULTS)
        for number in range(count):
            # Each fault is met once, then for as long as an operation lasts.
            lasts = number // len(names) % 2 == 1
            yield self._round(number, names[number % len(names)], _FOR_EVER if lasts else 1)

    def _round(self, number: int, fault: str, connections: int) -> Round:
        fail = partial(self._proxy.fail, FAULTS[fault], connections)
        fail()
        untold = int(not _is_told(self._enrolled(number)))
        self._proxy.heal()
        self._workspace.deliver()
        profiles, there = self._workspace.profiles.all(), self._listed()
        waiting = len(self._workspace.deliveries.waiting())
        lost = waiting + ([one.service_id for one in profiles] != [one["id"] for one in there[:1]])
        twice = max(0, len(there) - 1)
        for profile in profiles[:1]:
            answers = []
            for typist in (self._owner, self._stranger):
                fail()
                answers.append(self._verified(profile, typist, number))
            self._proxy.heal()
            untold += sum(not _is_told(answer) for answer in answers)
            counted = self._failures(profile)
            lost += max(0, sum(map(_is_rejected, answers)) - counted)
            twice += max(0, counted - sum(not _is_accepted(answer) for answer in answers))
            self._workspace.removal.delete(profile)
        return Round(fault, lost, twice, untold)

    def _enrolled(self, number: int) -> Outcome:
        session = PhraseEnrollment(
            self._workspace.recognizer, f"Round {number}", _PHRASE, wanted=_ATTEMPTS
        )
        repetition = _PRACTISED
        while not session.complete:
            session.add(self._owner.type(_PHRASE, repetition))
            repetition += 1
        return _outcome(lambda: self._workspace.enroll(session, self._settings))

    def _verified(self, profile: DesktopProfile, typist: Typist, number: int) -> Outcome:
        sample = typist.type(_PHRASE, 2 * _PRACTISED + number)
        return _outcome(lambda: self._workspace.verify(profile, sample, self._settings))

    def _failures(self, profile: DesktopProfile) -> int:
        """Count the failed attempts that the service has counted."""
        export = self._direct.call("GET", f"/v1/profiles/{profile.service_id}/export")
        failures: int = export["attempts"]["failures"]
        return failures

    def _listed(self) -> list[dict[str, Any]]:
        listed: list[dict[str, Any]] = self._direct.call("GET", "/v1/profiles")["profiles"]
        return listed


def _outcome(work: Callable[[], Outcome]) -> Outcome:
    try:
        return work()
    except KeystrokeError as error:
        return error


def _is_accepted(outcome: Outcome) -> bool:
    return isinstance(outcome, Decision) and outcome.accepted


def _is_rejected(outcome: Outcome) -> bool:
    return isinstance(outcome, Decision) and not outcome.accepted


def _is_told(outcome: Outcome) -> bool:
    """Tell whether the app shows the end of it: what it is or, in words, why it isn't yet."""
    if isinstance(outcome, WaitingEnrollment):
        return bool(outcome.failure)
    return not isinstance(outcome, KeystrokeError) or bool(str(outcome))
