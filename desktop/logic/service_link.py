"""Links by which an operator hands a service's settings to its users."""

from typing import Final, NamedTuple, Self
from urllib.parse import parse_qs, urlsplit

from desktop.logic.endpoint import Endpoint
from inference.errors import SettingsError

SCHEME: Final = "keystroke"

_PATH: Final = "service"
_FIELDS: Final = {"endpoint", "issuer", "client_id"}


class ServiceLink(NamedTuple):
    """What ``keystroke:service?endpoint=…&issuer=…&client_id=…`` says.

    Parameters
    ----------
    endpoint
        The service's base address.
    issuer, client_id
        Where its users sign in, and as which program; empty where they don't.
    """

    endpoint: str
    issuer: str
    client_id: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a link.

        Raises
        ------
        SettingsError
            If it is none, or names an endpoint that features mustn't be sent to.
        """
        parts = urlsplit(text.strip())
        fields = parse_qs(parts.query)
        is_link = (parts.scheme, parts.path) == (SCHEME, _PATH) and set(fields) <= _FIELDS
        if not is_link or any(len(values) > 1 for values in fields.values()):
            raise SettingsError("The link to the service can't be read: copy it anew, all of it.")
        endpoint, issuer, client_id = (
            fields.get(name, [""])[0] for name in ("endpoint", "issuer", "client_id")
        )
        return cls(Endpoint.parse(endpoint).base, issuer, client_id)


def is_link(text: str) -> bool:
    """Tell whether a text is meant as such a link."""
    return text.strip().lower().startswith(f"{SCHEME}:")
