"""The one DynamoDB table of a store: items in and out, pages followed, failures told."""

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final, NamedTuple

from botocore.exceptions import ClientError

from inference.errors import StoreError
from inference.stores import aws

_THROTTLED: Final = (
    "has too many callers at once: repeat, or raise the limits of the account or the table."
)
_ADVICE: Final = {
    "ResourceNotFoundException": "doesn't exist: check KEYSTROKE_STORE and the region, or deploy "
    "the stack.",
    "AccessDeniedException": "refuses this caller: let its role read and write the table, and use "
    "the table's KMS key.",
    "UnrecognizedClientException": "doesn't know these credentials: sign in again.",
    "ExpiredTokenException": "doesn't take these credentials any more: sign in again.",
    "ProvisionedThroughputExceededException": _THROTTLED,
    "RequestLimitExceeded": _THROTTLED,
    "ThrottlingException": _THROTTLED,
    "ItemCollectionSizeLimitExceededException": "has too much of one owner: delete some of it.",
}
_BATCH: Final = 25  # the most that BatchWriteItem takes
_BATCH_TRIES: Final = 6
_FIRST_PAUSE_SECONDS: Final = 0.05

Item = Mapping[str, Any]


class Condition(NamedTuple):
    """What must hold for an item that is to be written.

    Parameters
    ----------
    expression
        DynamoDB's condition expression.
    names
        The attributes in it, by their placeholder.
    values
        The values in it, by their placeholder.
    """

    expression: str
    names: Mapping[str, str]
    values: Mapping[str, Any]

    def arguments(self) -> dict[str, Any]:
        """Give the arguments of a conditional call, which gets the old item if it fails."""
        return {
            "ConditionExpression": self.expression,
            "ExpressionAttributeNames": dict(self.names),
            "ExpressionAttributeValues": dict(self.values),
            "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
        }


class UnmetError(Exception):
    """A condition doesn't hold.

    Parameters
    ----------
    item
        The item that is there; empty if none is.
    """

    def __init__(self, item: Item) -> None:
        super().__init__()
        self.item = item


class Table:
    """Calls one table of DynamoDB's. Reads see all writes that were answered before.

    Parameters
    ----------
    name
        The table's name.
    client
        A DynamoDB client.
    """

    def __init__(self, name: str, client: Any) -> None:
        self.name = name
        self._client = client

    def __str__(self) -> str:
        return f"the table {self.name}"

    def get(self, key: Item) -> Item | None:
        """Read an item; None if there is none."""
        with self._translated():
            found = self._client.get_item(TableName=self.name, Key=key, ConsistentRead=True)
        item: Item | None = found.get("Item")
        return item

    def put(self, item: Item, condition: Condition) -> None:
        """Write an item in place of the one with its key.

        Raises
        ------
        UnmetError
            If the condition doesn't hold.
        """
        with self._translated():
            self._client.put_item(TableName=self.name, Item=item, **condition.arguments())

    def delete(self, key: Item, condition: Condition) -> None:
        """Delete an item.

        Raises
        ------
        UnmetError
            If the condition doesn't hold.
        """
        with self._translated():
            self._client.delete_item(TableName=self.name, Key=key, **condition.arguments())

    def query(self, **arguments: Any) -> Iterator[Item]:
        """Read all items that a query finds, page by page, in order."""
        asked = {"TableName": self.name, "ConsistentRead": True, **arguments}
        start: dict[str, Any] = {}
        while True:
            with self._translated():
                page = self._client.query(**asked, **start)
            yield from page["Items"]
            if "LastEvaluatedKey" not in page:
                return
            start = {"ExclusiveStartKey": page["LastEvaluatedKey"]}

    def delete_all(self, keys: Sequence[Item]) -> None:
        """Delete items whatever they are; if it fails, some are deleted and some are left."""
        for start in range(0, len(keys), _BATCH):
            batch = [{"DeleteRequest": {"Key": key}} for key in keys[start : start + _BATCH]]
            self._write({self.name: batch})

    def _write(self, requests: Mapping[str, Any]) -> None:
        for attempt in range(_BATCH_TRIES):
            with self._translated():
                done = self._client.batch_write_item(RequestItems=requests)
            # A busy table does a part of a batch and gives back the rest.
            requests = done.get("UnprocessedItems")
            if not requests:
                return
            time.sleep(_FIRST_PAUSE_SECONDS * 2**attempt)
        raise StoreError(f"The table {self.name} {_THROTTLED}")

    @contextmanager
    def _translated(self) -> Iterator[None]:
        with aws.translated(f"The table {self.name}", _ADVICE):
            try:
                yield
            except ClientError as error:
                if error.response["Error"]["Code"] == "ConditionalCheckFailedException":
                    raise UnmetError(error.response.get("Item", {})) from None
                raise
