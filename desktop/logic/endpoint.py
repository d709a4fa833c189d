"""The service's address: only one that features may safely be sent to."""

import ipaddress
import re
from typing import Final, NamedTuple, Self
from urllib.parse import SplitResult, urlsplit

from desktop.errors import EndpointError

# Nothing that another reader of addresses could take for the end of the host.
_PLAIN: Final = re.compile(r"[\w.~:/\[\]%-]+")


class Endpoint(NamedTuple):
    """A service's address, checked.

    Parameters
    ----------
    base
        Base address without a closing slash.
    host
        Name or IP address in it.
    is_loopback
        Whether it is this machine.
    """

    base: str
    host: str
    is_loopback: bool

    @classmethod
    def parse(cls, text: str) -> Self:
        """Check an address such as ``https://example.org`` or ``http://127.0.0.1:8765``.

        Raises
        ------
        EndpointError
            If it is no plain address, or sends unencrypted to another machine.
        """
        parts = _split(text)
        host = parts.hostname or ""
        if parts.scheme not in {"http", "https"} or not host:
            raise EndpointError("The endpoint must be a full address, such as https://example.org.")
        if not _PLAIN.fullmatch(parts.geturl()):
            raise EndpointError(
                "The endpoint must be a plain address, with no spaces, password or query in it."
            )
        is_loopback = _is_loopback(host)
        if parts.scheme == "http" and not is_loopback:
            raise EndpointError(
                "The endpoint must begin with https://: typing features are biometric data and "
                "are sent unencrypted to this machine only."
            )
        return cls(parts.geturl().rstrip("/"), host, is_loopback)


def _split(text: str) -> SplitResult:
    try:
        parts = urlsplit(text.strip())
        has_port = parts.port != 0  # reading it checks it
    except ValueError:
        has_port = False
    if not has_port:
        raise EndpointError(
            "The endpoint can't be read: give an address such as https://example.org."
        )
    return parts


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
