"""Scoring at a service over HTTP; what is sent are features and labels, never keys."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from desktop.errors import RemoteContractError
from desktop.logic.remote_failures import not_the_service
from desktop.logic.settings import Scoring
from desktop.logic.transport import CONNECT_SECONDS, READ_SECONDS, Document, Transport
from inference.decision import Decision
from inference.features import Features
from inference.recognizer import Ranking
from inference.service.messages import decision_from_dict, ranking_from_dict

_T = TypeVar("_T")


class RemoteScorer:
    """Scores at a service.

    Every call raises :class:`~desktop.errors.RemoteError`, whose subclass says what failed.

    Parameters
    ----------
    endpoint
        The service's base address: https, or http on this machine.
    contract, model
        Of the recogniser that extracts features here; the service must have the same.
    connect_seconds, read_seconds
        How long to wait for the connection, and for the answer.

    Raises
    ------
    EndpointError
        If features mustn't be sent there.
    """

    label: Scoring = "remote"

    def __init__(
        self,
        endpoint: str,
        contract: int,
        model: str,
        connect_seconds: float = CONNECT_SECONDS,
        read_seconds: float = READ_SECONDS,
    ) -> None:
        self._transport = Transport(endpoint, connect_seconds, read_seconds)
        self._contract = contract
        self._model = model

    def enroll(self, label: str, features: Sequence[Features]) -> str:
        """Make a profile and give the id that the service made for it."""
        document = {"label": label, "features": [attempt.to_dict() for attempt in features]}
        profile = self._transport.call("POST", "/v1/profiles", document)
        return self._read(lambda answer: str(answer["id"]), profile)

    def verify(self, profile_id: str, features: Features, fmr: float) -> Decision:
        """Verify one probe at a false match rate; scores come rounded to 0.1."""
        document = {"features": features.to_dict(), "fmr": fmr}
        answer = self._transport.call("POST", f"/v1/profiles/{profile_id}/verify", document)
        return self._read(decision_from_dict, answer)

    def identify(self, features: Features, fmr: float) -> Ranking:
        """Rank all profiles of this caller by one probe; they are named by their ids."""
        document = {"features": features.to_dict(), "fmr": fmr}
        return self._read(ranking_from_dict, self._transport.call("POST", "/v1/identify", document))

    def delete(self, profile_id: str) -> None:
        """Delete a profile."""
        self._transport.call("DELETE", f"/v1/profiles/{profile_id}")

    def check(self) -> None:
        """See that the service answers and scores with this model."""
        health = self._transport.call("GET", "/v1/health")
        theirs = self._read(lambda answer: (answer["contract"], answer["model"]), health)
        if theirs != (self._contract, self._model):
            raise RemoteContractError(
                f"The service at {self._transport.host} scores with another model than this "
                "program has: update both, or ask its operator."
            )

    def _read(self, reader: Callable[[Document], _T], answer: Document) -> _T:
        try:
            return reader(answer)
        except (KeyError, TypeError, ValueError) as error:
            raise not_the_service(self._transport.host) from error
