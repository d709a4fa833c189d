"""JSON documents of an issuer, fetched over a connection that can be trusted."""

import ipaddress
import json
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlsplit

from inference.errors import IssuerError, SettingsError

Document = dict[str, Any]
Fetch = Callable[[str], Document]

FETCH_SECONDS: Final = 5.0
MAX_DOCUMENT_BYTES: Final = 262_144


def checked_address(address: str, name: str) -> str:
    """Check that an address is one that keys may come from: https, or http on this machine.

    Parameters
    ----------
    address
        What somebody set, or what an issuer's document names.
    name
        What it is, for the message.

    Raises
    ------
    SettingsError
        If it is no such address.
    """
    try:
        parts = urlsplit(address)
        is_plain = not (parts.query or parts.fragment or parts.username)
        host = parts.hostname or ""
    except ValueError:
        is_plain, host = False, ""
    is_safe = is_plain and (
        parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(host))
    )
    if not host or not is_safe:
        raise SettingsError(
            f"{name} must be an https address without a query, such as "
            "https://login.example.org; http is for this machine only."
        )
    return address


def fetch_json(address: str) -> Document:
    """Fetch a JSON object; redirects aren't followed.

    Raises
    ------
    IssuerError
        If there is none to be had.
    """
    request = urllib.request.Request(address, headers={"Accept": "application/json"})  # noqa: S310 (checked)
    try:
        with _OPENER.open(request, timeout=FETCH_SECONDS) as response:
            content = response.read(MAX_DOCUMENT_BYTES + 1)
        document = json.loads(content) if len(content) <= MAX_DOCUMENT_BYTES else None
    except (OSError, ValueError, RecursionError) as error:
        raise _unavailable(address) from error
    if not isinstance(document, dict):
        raise _unavailable(address)
    return document


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_arguments: Any) -> None:
        """Follow nothing: the next address would be an unchecked one."""


_OPENER: Final = urllib.request.build_opener(_NoRedirects)


def _unavailable(address: str) -> IssuerError:
    host = urlsplit(address).hostname
    return IssuerError(
        f"The issuer of access tokens, {host}, doesn't give what tokens are checked by: try again "
        "later, or tell the service's operator."
    )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
