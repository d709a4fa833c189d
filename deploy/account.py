"""The AWS account and the region that are deployed to."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple, Self

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from deploy.errors import DeployError


class Account(NamedTuple):
    """Where everything is made.

    Parameters
    ----------
    number
        The account's number.
    region
        The region's name.
    """

    number: str
    region: str

    @classmethod
    def of_caller(cls, region: str | None = None) -> Self:
        """Ask AWS whose credentials the environment has.

        Parameters
        ----------
        region
            The region; else the environment's or the profile's.

        Raises
        ------
        DeployError
            If there are no credentials that AWS takes, or there is no region.
        """
        region = region or boto3.Session().region_name
        if not region:
            raise DeployError("No region is named: set REGION, such as REGION=eu-central-1.")
        with told("AWS doesn't take your credentials: sign in, for example by `aws sso login`"):
            caller = boto3.Session().client("sts", region_name=region).get_caller_identity()
        return cls(caller["Account"], region)

    def client(self, service: str) -> Any:
        """Make a client of a service in this region."""
        return boto3.Session().client(service, region_name=self.region)


@contextmanager
def told(advice: str) -> Iterator[None]:
    """Turn what AWS refuses into an error that says what to do."""
    try:
        yield
    except (BotoCoreError, ClientError) as error:
        raise DeployError(f"{advice} ({error}).") from error
