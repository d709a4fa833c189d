"""Who may call, as environment variables and options give it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final, NamedTuple

from inference.authentication.issuer import Issuer, SigningKeys
from inference.authentication.tokens import (
    Authenticator,
    JwtAuthenticator,
    StaticAuthenticator,
)
from inference.errors import SettingsError

ISSUER_VARIABLE: Final = "KEYSTROKE_ISSUER"
AUDIENCE_VARIABLE: Final = "KEYSTROKE_AUDIENCE"
TOKEN_VARIABLE: Final = "KEYSTROKE_TOKEN"  # noqa: S105 (the variable's name)
TOKEN_FILE_VARIABLE: Final = "KEYSTROKE_TOKEN_FILE"  # noqa: S105 (the variable's name)

STATIC_SUBJECT: Final = "local"
"""Owner of the profiles where there is one caller only: whoever has the token, or the machine."""


class Authentication(NamedTuple):
    """What an operator sets.

    Parameters
    ----------
    issuer
        Of the JSON Web Tokens; empty where none are taken.
    audience
        Names of this service in them, with commas between them.
    token_file
        File that holds the static token; None where the environment may have it.
    """

    issuer: str = ""
    audience: str = ""
    token_file: Path | None = None

    def open(self, environ: Mapping[str, str]) -> Authenticator | None:
        """Give what tells callers apart; None where nothing is set.

        Parameters
        ----------
        environ
            The environment's variables, one of which may hold the static token.

        Raises
        ------
        SettingsError
            If the settings can't be used, or contradict each other.
        """
        token = static_token(environ, self.token_file)
        if self.issuer and token is not None:
            raise SettingsError(
                "Both an issuer and a static token are set: a service takes the tokens of one "
                "kind. Leave one of them out."
            )
        if token is not None:
            return StaticAuthenticator(token, STATIC_SUBJECT)
        return self._jwt() if self.issuer or self.audience else None

    def _jwt(self) -> Authenticator:
        audiences = [name.strip() for name in self.audience.split(",") if name.strip()]
        if not self.issuer or not audiences:
            raise SettingsError(
                f"Set both {ISSUER_VARIABLE} and {AUDIENCE_VARIABLE}: without an audience, tokens "
                "for other services would be taken."
            )
        issuer = Issuer(self.issuer)
        return JwtAuthenticator(issuer.address, audiences, SigningKeys(issuer))


def static_token(environ: Mapping[str, str], file: Path | None = None) -> str | None:
    """Give the static token of this machine; None where none is set.

    Parameters
    ----------
    environ
        The environment's variables: ``KEYSTROKE_TOKEN`` holds it, or ``KEYSTROKE_TOKEN_FILE``
        names its file.
    file
        Its file, whatever the environment names.

    Raises
    ------
    SettingsError
        If the file can't be read.
    """
    named = environ.get(TOKEN_FILE_VARIABLE)
    path = file or (Path(named) if named else None)
    if path is None:
        return environ.get(TOKEN_VARIABLE, "").strip() or None
    try:
        return path.read_text(encoding="ascii").strip()
    except (OSError, ValueError) as error:
        raise SettingsError(
            f"The token's file {path} can't be read: check the path and its rights."
        ) from error
