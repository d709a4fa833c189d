"""What signing in gives, as it is kept."""

import json
from dataclasses import asdict, dataclass, field
from typing import Self


@dataclass(frozen=True)
class SignedIn:
    """Somebody who is signed in at a service.

    Parameters
    ----------
    endpoint
        Base address of the service: the access token goes there and nowhere else.
    issuer, client_id
        Where they signed in, and as which program.
    who
        How the issuer names them, for people.
    access_token
        Goes with each request.
    refresh_token
        Gets the next access token; empty where the issuer gives none.
    expires_at
        When the access token ends, in seconds since 1970.
    """

    endpoint: str
    issuer: str
    client_id: str
    who: str
    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    expires_at: float

    def to_bytes(self) -> bytes:
        """Write it for the keychain."""
        return json.dumps(asdict(self), separators=(",", ":")).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Read what :meth:`to_bytes` wrote."""
        return cls(**json.loads(data))
