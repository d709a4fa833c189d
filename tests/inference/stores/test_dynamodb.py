import http.client
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

import pytest

from inference.errors import (
    KeyUnavailableError,
    StoreError,
    TamperedRecordError,
    WrongKeyError,
)
from inference.stores.aws import Clients
from inference.stores.dynamodb import MAX_RECORD_BYTES, DynamoStore
from inference.stores.keys import KeyNote, KeySource
from inference.stores.kms import KmsKeys
from tests import aws, faulty
from tests.inference.stores.conftest import Clock, FixedKey


def opened(table: str, keys: KeySource) -> DynamoStore:
    return DynamoStore(table, keys, Clients().make("dynamodb"))


def items(endpoint: str, table: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = aws.client("dynamodb", endpoint).scan(TableName=table)["Items"]
    return [item for item in found if item["place"]["S"] != "header"]


def change(endpoint: str, table: str, record_id: str, **attributes: Any) -> None:
    """Change attributes of a record behind the store's back."""
    dynamodb = aws.client("dynamodb", endpoint)
    (item,) = [one for one in items(endpoint, table) if one["place"]["S"].endswith(f"/{record_id}")]
    dynamodb.delete_item(TableName=table, Key={name: item[name] for name in ("owner", "place")})
    changed = {name: value for name, value in (item | attributes).items() if value is not None}
    dynamodb.put_item(TableName=table, Item=changed)


def test_nothing_readable_is_in_the_table_or_the_repr(
    on_aws: str, table: str, dynamo_store: DynamoStore
) -> None:
    dynamo_store.create("ada.lovelace@example.org", "profile", "1", b"planted content")
    kept = repr(aws.client("dynamodb", on_aws).scan(TableName=table)["Items"])
    assert "profile/1" in kept
    assert "planted" not in kept
    assert "lovelace" not in kept
    assert "planted" not in repr(dynamo_store.list("ada.lovelace@example.org", "profile"))


def test_dynamodb_is_told_when_a_record_expires(
    on_aws: str, table: str, dynamo_store: DynamoStore, clock: Clock
) -> None:
    dynamo_store.create("ada", "challenge", "1", b"data", expires=int(clock.now) + 60)
    dynamo_store.create("ada", "profile", "2", b"data")
    ends = {item["place"]["S"]: item.get("expires") for item in items(on_aws, table)}
    assert ends == {"challenge/1": {"N": str(int(clock.now) + 60)}, "profile/2": None}


def test_many_records_are_listed_and_deleted_page_by_page(dynamo_store: DynamoStore) -> None:
    for number in range(30):  # three pages of 1 MB, two batches of 25
        dynamo_store.create("ada", "profile", f"{number:02d}", bytes([number]) * 80_000)
    dynamo_store.create("ben", "profile", "1", b"his")
    listed = dynamo_store.list("ada", "profile").records
    assert [one.data[0] for one in listed] == list(range(30))
    assert dynamo_store.delete_owner("ada") == 30
    assert dynamo_store.list("ada", "profile").records == ()
    assert len(dynamo_store.list("ben", "profile").records) == 1


def test_a_record_may_be_as_large_as_dynamodb_takes_and_no_larger(
    dynamo_store: DynamoStore,
) -> None:
    dynamo_store.create("ada", "profile", "1", bytes(MAX_RECORD_BYTES))
    with pytest.raises(StoreError, match="nothing was changed"):
        dynamo_store.replace("ada", "profile", "1", bytes(MAX_RECORD_BYTES + 1), 1)
    assert dynamo_store.get("ada", "profile", "1").version == 1


@pytest.mark.parametrize(
    "damage",
    [
        {"sealed": {"B": bytes(40)}},
        {"sealed": {"B": b""}},
        {"sealed": {"S": "no bytes"}},
        {"sealed": None},
        {"version": {"N": "7"}},
        {"version": {"N": "1.5"}},
        {"version": {"S": "1"}},
        {"version": None},
        {"place": {"S": "profile/4"}},
    ],
)
def test_a_damaged_record_is_told_and_the_others_stay_usable(
    on_aws: str, table: str, dynamo_store: DynamoStore, damage: dict[str, Any]
) -> None:
    for record_id in ("1", "2", "3"):
        dynamo_store.create("ada", "profile", record_id, record_id.encode())
    change(on_aws, table, "2", **damage)
    name = "4" if "place" in damage else "2"
    with pytest.raises(TamperedRecordError, match="kind 'profile'"):
        dynamo_store.get("ada", "profile", name)
    listing = dynamo_store.list("ada", "profile")
    assert [one.data for one in listing.records] == [b"1", b"3"]
    assert listing.damaged == (name,)
    dynamo_store.delete("ada", "profile", name)
    assert dynamo_store.list("ada", "profile").damaged == ()


def test_a_record_moved_to_another_owner_is_tampered(
    on_aws: str, table: str, dynamo_store: DynamoStore
) -> None:
    dynamo_store.create("ada", "profile", "1", b"hers")
    (hers,) = items(on_aws, table)
    dynamo_store.create("ben", "profile", "2", b"his")
    change(on_aws, table, "2", owner=hers["owner"])
    assert dynamo_store.list("ada", "profile").damaged == ("2",)
    assert dynamo_store.list("ben", "profile") == ((), ())


def test_a_key_from_kms_opens_the_store_again(on_aws: str, table: str) -> None:
    keys = KmsKeys(aws.make_key(on_aws), table, Clients().make("kms"))
    with opened(table, keys) as store:
        store.create("ada", "profile", "1", b"data")
    with opened(table, keys) as store:
        assert store.get("ada", "profile", "1").data == b"data"
    header = aws.client("dynamodb", on_aws).get_item(
        TableName=table, Key={"owner": {"B": b"\0"}, "place": {"S": "header"}}
    )["Item"]
    note = json.loads(header["note"]["B"])
    assert set(note) == {"source", "wrapped"}


def test_a_wrong_key_is_told_at_opening_and_changes_nothing(
    on_aws: str, table: str, dynamo_store: DynamoStore
) -> None:
    dynamo_store.create("ada", "profile", "1", b"data")
    before = items(on_aws, table)
    with pytest.raises(WrongKeyError, match=f"{table}.*Nothing was changed"):
        opened(table, FixedKey(8))
    assert items(on_aws, table) == before


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        ({"note": {"B": b"[]"}}, "damaged"),
        ({"note": None}, "damaged"),
        ({"version": {"S": "one"}}, "damaged"),
        ({"version": {"N": "2"}}, "update the program"),
        ({"check": {"B": bytes(50)}}, "doesn't open"),
    ],
)
def test_a_changed_header_opens_nothing(
    on_aws: str, table: str, dynamo_store: DynamoStore, damage: dict[str, Any], message: str
) -> None:
    dynamodb = aws.client("dynamodb", on_aws)
    (header,) = dynamodb.scan(TableName=table)["Items"]
    changed = {name: value for name, value in (header | damage).items() if value is not None}
    dynamodb.put_item(TableName=table, Item=changed)
    with pytest.raises(StoreError, match=message):
        opened(table, FixedKey())
    assert dynamodb.scan(TableName=table)["Items"] == [changed]


PROCESSES = 6


class KeysMadeTogether:
    """Makes each key once all others are about to be made."""

    def __init__(self, keys: KmsKeys) -> None:
        self._keys = keys
        self._barrier = threading.Barrier(PROCESSES)

    def create(self) -> tuple[bytes, KeyNote]:
        self._barrier.wait()
        return self._keys.create()

    def unlock(self, note: KeyNote) -> bytes:
        return self._keys.unlock(note)


def test_many_processes_that_open_a_new_table_have_one_key(on_aws: str, table: str) -> None:
    together = KeysMadeTogether(KmsKeys(aws.make_key(on_aws), table, Clients().make("kms")))
    stores: list[DynamoStore] = []
    threads = [
        threading.Thread(target=lambda: stores.append(opened(table, together)))
        for _ in range(PROCESSES)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    stores[0].create("ada", "profile", "1", b"data")
    assert [store.get("ada", "profile", "1").data for store in stores] == [b"data"] * PROCESSES


def test_a_table_that_does_not_exist_is_told(on_aws: str) -> None:
    with pytest.raises(StoreError, match="The table absent doesn't exist: check KEYSTROKE_STORE"):
        opened("absent", FixedKey())


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("ThrottlingException", "too many callers"),
        ("ProvisionedThroughputExceededException", "too many callers"),
        ("AccessDeniedException", "refuses this caller"),
        ("ExpiredTokenException", "sign in again"),
        ("SomethingNewException", "SomethingNewException"),
    ],
)
def test_what_dynamodb_refuses_is_told(
    on_aws: str, monkeypatch: pytest.MonkeyPatch, code: str, message: str
) -> None:
    body = json.dumps({"__type": f"com.amazonaws.dynamodb.v20120810#{code}"}).encode()
    with faulty.server(faulty.answering(body, "400 Bad Request")) as port:
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{port}")
        with pytest.raises(StoreError, match=message):
            opened("profiles", FixedKey())


def test_a_service_that_cannot_be_reached_is_told(
    on_aws: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with faulty.server(faulty.hanging_up) as port:
        monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{port}")
        with pytest.raises(StoreError, match="can't be reached"):
            opened("profiles", FixedKey())


def test_missing_credentials_are_told(on_aws: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    for name in ("AWS_SHARED_CREDENTIALS_FILE", "AWS_CONFIG_FILE"):
        monkeypatch.setenv(name, "/nowhere")
    with pytest.raises(StoreError, match="no AWS credentials"):
        opened("profiles", FixedKey())


def test_a_missing_region_is_told(on_aws: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_CONFIG_FILE", "/nowhere")
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION"):
        monkeypatch.delenv(name)
    with pytest.raises(StoreError, match="set AWS_REGION"):
        opened("profiles", FixedKey())


@contextmanager
def losing_answers(endpoint: str, action: str) -> Iterator[str]:
    """Stand before DynamoDB and lose its first answer to an action that it has carried out."""
    lost: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            upstream = http.client.HTTPConnection(urlsplit(endpoint).netloc)
            upstream.request("POST", self.path, body, dict(self.headers))
            answer = upstream.getresponse()
            content = answer.read()
            upstream.close()
            target = self.headers["X-Amz-Target"].rpartition(".")[2]
            if target == action and not lost:
                lost.append(target)
                self.close_connection = True
                return
            self.send_response(answer.status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
    assert lost == [action]


def test_a_write_whose_answer_is_lost_is_done_once_and_told_as_done(
    on_aws: str, table: str, dynamo_store: DynamoStore
) -> None:
    with losing_answers(on_aws, "PutItem") as address:
        lossy = DynamoStore(table, FixedKey(), aws.client("dynamodb", address))
        assert lossy.create("ada", "profile", "1", b"first") == 1
    with losing_answers(on_aws, "PutItem") as address:
        lossy = DynamoStore(table, FixedKey(), aws.client("dynamodb", address))
        assert lossy.replace("ada", "profile", "1", b"second", 1) == 2
    record = dynamo_store.get("ada", "profile", "1")
    assert (record.version, record.data) == (2, b"second")


def test_a_passphrase_store_is_no_kms_store(on_aws: str, table: str) -> None:
    opened(table, FixedKey()).close()
    with pytest.raises(KeyUnavailableError, match="isn't in KMS"):
        opened(table, KmsKeys(aws.make_key(on_aws), table, Clients().make("kms")))
