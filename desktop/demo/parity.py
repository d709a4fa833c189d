"""Whether the service on this machine and the one behind HTTP answer alike."""

import secrets
import uuid
from dataclasses import dataclass, field
from pathlib import Path

from desktop.demo.driver import PASSPHRASE
from desktop.logic.remote import RemoteScorer
from desktop.logic.scorer import LocalScorer, Scorer
from desktop.logic.transport import Transport
from inference.features import Features
from inference.recognizer import load_recognizer
from inference.sample import Sample
from inference.service.attempts import MOST_FAILURES
from inference.service.messages import rounded
from inference.service.service import Service
from inference.stores.keys import PassphraseKeys
from inference.stores.sqlite import SqliteStore


@dataclass
class Captured:
    """What was captured of the attempts that the app took.

    Attributes
    ----------
    enroll, probes
        Attempts that counted while enrolling, and those that were verified.
    """

    enroll: list[Sample] = field(default_factory=list)
    probes: list[Sample] = field(default_factory=list)


def local_equals_remote(captured: Captured, fmr: float, endpoint: str, folder: Path) -> bool:
    """Score the same features at both places and compare verdicts and scores.

    Scores are compared as they go out to remote callers: rounded.

    Parameters
    ----------
    captured
        The typing that is scored.
    fmr
        Requested false match rate.
    endpoint
        Base address of a running service.
    folder
        Takes the local service's store.
    """
    recognizer = load_recognizer(account_key=secrets.token_bytes(32))
    with SqliteStore(folder / "parity.sqlite", PassphraseKeys(PASSPHRASE)) as store:
        local = LocalScorer(Service(recognizer, store, failures_allowed=MOST_FAILURES))
        remote = RemoteScorer(Transport(endpoint))
        enrolled = [recognizer.extract(sample) for sample in captured.enroll]
        probes = [recognizer.extract(sample) for sample in captured.probes]
        return _answers(local, enrolled, probes, fmr) == _answers(remote, enrolled, probes, fmr)


def _answers(
    scorer: Scorer, enrolled: list[Features], probes: list[Features], fmr: float
) -> list[tuple[bool, float, float]]:
    profile_id = scorer.enroll("parity", enrolled, uuid.uuid4().hex)
    decisions = [rounded(scorer.verify(profile_id, probe, fmr)) for probe in probes]
    scorer.delete(profile_id)
    return [(one.accepted, one.score, one.threshold) for one in decisions]
