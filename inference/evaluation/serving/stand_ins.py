"""AWS's DynamoDB and KMS in this process, over real HTTP: moto's server."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import boto3
from moto.server import ThreadedMotoServer

REGION: Final = "eu-central-1"
CREDENTIALS: Final = {
    "AWS_ACCESS_KEY_ID": "testing",
    "AWS_SECRET_ACCESS_KEY": "testing",
    "AWS_REGION": REGION,
    "AWS_DEFAULT_REGION": REGION,
    "AWS_EC2_METADATA_DISABLED": "true",
}


@contextmanager
def aws_server() -> Iterator[str]:
    """Run the server and give its address."""
    # It would tell each request on stderr.
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    try:
        yield "http://{}:{}".format(*server.get_host_and_port())
    finally:
        server.stop()


def client(service: str, endpoint: str) -> Any:
    """Make a client of one of its services."""
    return boto3.Session().client(
        service,
        endpoint_url=endpoint,
        region_name=REGION,
        aws_access_key_id="testing",
        aws_secret_access_key="testing",  # noqa: S106 (opens nothing real)
    )


def make_table(endpoint: str, name: str) -> None:
    """Make a store's table as the SAM template describes it."""
    client("dynamodb", endpoint).create_table(
        TableName=name,
        AttributeDefinitions=[
            {"AttributeName": "owner", "AttributeType": "B"},
            {"AttributeName": "place", "AttributeType": "S"},
        ],
        KeySchema=[
            {"AttributeName": "owner", "KeyType": "HASH"},
            {"AttributeName": "place", "KeyType": "RANGE"},
        ],
        BillingMode="PAY_PER_REQUEST",
    )


def make_key(endpoint: str) -> str:
    """Make a KMS key and give its ARN."""
    arn: str = client("kms", endpoint).create_key()["KeyMetadata"]["Arn"]
    return arn


def environment_of(endpoint: str, table: str, key: str) -> dict[str, str]:
    """Give the environment of a function whose store is a table there."""
    return {
        **CREDENTIALS,
        "AWS_ENDPOINT_URL": endpoint,
        "KEYSTROKE_STORE": f"dynamodb:{table}",
        "KEYSTROKE_KMS_KEY": key,
    }
