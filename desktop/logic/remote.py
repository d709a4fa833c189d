"""Scoring at a service over HTTP; what is sent are features and labels, never keys."""

import uuid
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

from desktop.errors import ProofWantedError
from desktop.logic.device import Device
from desktop.logic.remote_failures import not_the_service
from desktop.logic.settings import Scoring
from desktop.logic.transport import Document, Transport
from inference.decision import Decision
from inference.features import Features
from inference.ranking import Ranking
from inference.service.messages import decision_from_dict, ranking_from_dict

_T = TypeVar("_T")


class RemoteScorer:
    """Scores at a service.

    Every call raises :class:`~desktop.errors.RemoteError`, whose subclass says what failed.

    Parameters
    ----------
    transport
        Reaches the service.
    device
        Signs the attempts, where this computer has a key there or the service wants one.
    """

    label: Scoring = "remote"

    def __init__(self, transport: Transport, device: Device | None = None) -> None:
        self._transport = transport
        self._device = device

    def enroll(self, label: str, features: Sequence[Features], key: str) -> str:
        """Make a profile and give the id that the service made for it."""
        document = {"label": label, "features": [attempt.to_dict() for attempt in features]}
        profile = self._transport.call("POST", "/v1/profiles", document, key=key)
        return self._read(lambda answer: _text(answer["id"]), profile)

    def find(self, label: str, since: datetime) -> list[str]:
        """Give the ids of the profiles of this label made since then, the oldest first."""
        answer = self._transport.call("GET", "/v1/profiles")
        made = self._read(
            lambda listed: sorted(
                (datetime.fromisoformat(one["created"]), _text(one["id"]))
                for one in listed["profiles"]
                if one["label"] == label
            ),
            answer,
        )
        return [profile_id for created, profile_id in made if created >= since]

    def verify(self, profile_id: str, features: Features, fmr: float) -> Decision:
        """Verify one probe at a false match rate; scores come rounded to 0.1."""
        return self._read(decision_from_dict, self._asked(profile_id, features, fmr))

    def identify(self, features: Features, fmr: float) -> Ranking:
        """Rank all profiles of this caller by one probe; they are named by their ids."""
        return self._read(ranking_from_dict, self._asked(None, features, fmr))

    def add_samples(self, profile_id: str, features: Sequence[Features]) -> None:
        """Add attempts to a profile that was verified a short time ago."""
        document = {"features": [attempt.to_dict() for attempt in features]}
        path = f"/v1/profiles/{profile_id}/samples"
        self._transport.call("POST", path, document, key=uuid.uuid4().hex)

    def export(self, profile_id: str) -> Document:
        """Give all that the service keeps of a profile."""
        return self._transport.call("GET", f"/v1/profiles/{profile_id}/export")

    def delete(self, profile_id: str) -> None:
        """Delete a profile."""
        self._transport.call("DELETE", f"/v1/profiles/{profile_id}", key=uuid.uuid4().hex)

    def _asked(self, profile_id: str | None, features: Features, fmr: float) -> Document:
        try:
            return self._sent(profile_id, features, fmr)
        except ProofWantedError:
            if self._device is None:
                raise
            # It was refused unread. From now on this computer has a key there.
            self._device.register(self._transport)
            return self._sent(profile_id, features, fmr)

    def _sent(self, profile_id: str | None, features: Features, fmr: float) -> Document:
        action = "identify" if profile_id is None else "verify"
        path = "/v1/identify" if profile_id is None else f"/v1/profiles/{profile_id}/verify"
        document = {"features": features.to_dict(), "fmr": fmr}
        if self._device is not None:
            document |= self._device.proof(self._transport, action, profile_id, features)
        return self._transport.call("POST", path, document, key=uuid.uuid4().hex)

    def _read(self, reader: Callable[[Document], _T], answer: Document) -> _T:
        try:
            return reader(answer)
        except (KeyError, TypeError, ValueError) as error:
            raise not_the_service(self._transport.host) from error


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value
