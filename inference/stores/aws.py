"""Clients of AWS, and what their failures mean; imported only where a store is on AWS."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

import botocore.session
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError, NoRegionError

from inference.errors import StoreError

_CONFIG: Final = Config(
    # All tries together must end before API Gateway and Lambda give up, so that the caller hears
    # a clear answer.
    connect_timeout=1,
    read_timeout=2,
    retries={"mode": "standard", "total_max_attempts": 3},
    # Each thread of a server may wait for an answer of its own.
    max_pool_connections=32,
)


class Clients:
    """Makes clients with the credentials, the region and the endpoint of the environment.

    Clients made by one of these share what botocore reads for all services, which takes longer than
    what a client has of its own. boto3, which is a layer over it, would take longer to load.
    """

    def __init__(self) -> None:
        self._session = botocore.session.get_session()

    def make(self, service: str) -> Any:
        """Make a client of a service, such as ``dynamodb``.

        Raises
        ------
        StoreError
            If the region isn't known, or a setting can't be used.
        """
        try:
            return self._session.create_client(service, config=_CONFIG)
        except NoRegionError as error:
            raise StoreError("AWS's region isn't known: set AWS_REGION.") from error
        except BotoCoreError as error:
            raise StoreError(f"AWS's settings can't be used ({error}): check them.") from error


@contextmanager
def translated(
    subject: str, advice: Mapping[str, str], kind: type[StoreError] = StoreError
) -> Iterator[None]:
    """Turn the failures of AWS calls into errors that say what to do.

    Parameters
    ----------
    subject
        What was called, such as ``The table profiles``.
    advice
        What is wrong and what to do, by AWS's own code of the error.
    kind
        The error to raise.
    """
    try:
        yield
    except ClientError as error:
        code = error.response.get("Error", {}).get("Code", "")
        told = advice.get(code, f"can't be used ({code}): look the code up in AWS's documentation.")
        raise kind(f"{subject} {told}") from error
    except NoCredentialsError as error:
        raise kind(
            f"{subject} can't be used: there are no AWS credentials. Give the function a role, or "
            "sign in."
        ) from error
    except BotoCoreError as error:
        raise kind(
            f"{subject} can't be reached ({type(error).__name__}): check the network and the "
            "region, and repeat."
        ) from error
