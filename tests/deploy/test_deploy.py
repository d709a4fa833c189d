"""``make deploy`` and ``make destroy`` with stand-ins for Docker and SAM, against ECR and STS."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from deploy import __main__ as command
from deploy import programs
from deploy.account import Account
from deploy.errors import DeployError
from deploy.repository import Repository
from deploy.stack import Stack, parameters_of, settings_link
from tests import aws, faulty

ROOT = Path(__file__).parent.parent.parent
OUTPUTS = {
    "Endpoint": "https://a1b2c3.execute-api.eu-central-1.amazonaws.com",
    "Issuer": "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Example",
    "ClientId": "4example",
    "Table": "keystroke-Table-1",
}
STACKS = """<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/">
<DescribeStacksResult><Stacks><member><StackName>keystroke</StackName>
<StackStatus>CREATE_COMPLETE</StackStatus><CreationTime>2026-01-01T00:00:00Z</CreationTime>
<Outputs>{}</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>"""
RESOURCES = """<DescribeStackResourcesResponse><DescribeStackResourcesResult><StackResources>
<member><ResourceType>AWS::DynamoDB::Table</ResourceType><PhysicalResourceId>{}</PhysicalResourceId>
<ResourceStatus>CREATE_COMPLETE</ResourceStatus></member>
<member><ResourceType>AWS::DynamoDB::Table</ResourceType><PhysicalResourceId>gone</PhysicalResourceId>
<ResourceStatus>DELETE_COMPLETE</ResourceStatus></member>
</StackResources></DescribeStackResourcesResult></DescribeStackResourcesResponse>"""
ABSENT = """<ErrorResponse><Error><Code>ValidationError</Code>
<Message>Stack with id keystroke does not exist</Message></Error></ErrorResponse>"""
MEMBER = "<member><OutputKey>{}</OutputKey><OutputValue>{}</OutputValue></member>"


@pytest.fixture(autouse=True)
def _on_aws(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with aws.aws_server() as endpoint:
        for name, value in {**aws.CREDENTIALS, "AWS_ENDPOINT_URL": endpoint}.items():
            monkeypatch.setenv(name, value)
        stacks = STACKS.format("".join(MEMBER.format(*one) for one in OUTPUTS.items()))
        with faulty.server(faulty.answering(stacks.encode(), "200 OK")) as port:
            monkeypatch.setenv("AWS_ENDPOINT_URL_CLOUDFORMATION", f"http://127.0.0.1:{port}")
            yield
        aws.forget_all(endpoint)


@pytest.fixture
def calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put programs in place of Docker and SAM that write down how they are called."""
    log, folder = tmp_path / "calls", tmp_path / "bin"
    folder.mkdir()
    push = f"{sys.executable} {Path(__file__).with_name('pushed.py')}"
    for name, more in (("docker", f'[ "$1" != push ] || exec {push} "$2"'), ("sam", "")):
        program = folder / name
        program.write_text(f'#!/bin/sh\necho {name} "$@" >> {log}\n{more}\n')
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr("deploy.stack.SAM", folder / "sam")
    monkeypatch.setattr(programs, "SAM", folder / "sam")
    return log


def test_it_builds_pushes_and_deploys_the_pushed_image(
    calls: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command.deploy(["MaxFmr=0.01"], architecture="arm64")
    info, build, login, push, sam = calls.read_text().splitlines()
    registry = "123456789012.dkr.ecr.eu-central-1.amazonaws.com"
    assert info == "docker info"
    assert "--platform linux/arm64 --provenance=false" in build
    assert login == f"docker login --username AWS --password-stdin {registry}"
    tag = push.removeprefix("docker push ")
    assert tag.startswith(f"{registry}/keystroke:")
    assert f"--tag {tag}" in build
    assert f"ParameterKey=ImageUri,ParameterValue={registry}/keystroke@sha256:" in sam
    assert "ParameterKey=Architecture,ParameterValue=arm64" in sam
    assert "ParameterKey=MaxFmr,ParameterValue=0.01" in sam
    told = capsys.readouterr().out
    assert OUTPUTS["Endpoint"] in told
    assert settings_link(OUTPUTS) in told


def test_the_settings_link_holds_all_that_a_desktop_needs() -> None:
    assert settings_link(OUTPUTS) == (
        "keystroke:service?endpoint=https%3A%2F%2Fa1b2c3.execute-api.eu-central-1.amazonaws.com"
        "&issuer=https%3A%2F%2Fcognito-idp.eu-central-1.amazonaws.com%2Feu-central-1_Example"
        "&client_id=4example"
    )


def test_a_missing_docker_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(DeployError, match="install Docker"):
        command.deploy()


def test_a_docker_that_does_not_answer_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    docker = tmp_path / "docker"
    docker.write_text("#!/bin/sh\nexit 1\n")
    docker.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(DeployError, match="start it"):
        command.deploy()


def test_a_missing_sam_is_told(
    calls: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(programs, "SAM", tmp_path / "absent")
    with pytest.raises(DeployError, match="make setup-cloud"):
        command.deploy()


def test_missing_credentials_are_told(calls: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    for name in ("AWS_SHARED_CREDENTIALS_FILE", "AWS_CONFIG_FILE"):
        monkeypatch.setenv(name, "/nowhere")
    with pytest.raises(DeployError, match="sign in"):
        command.deploy()


def test_a_missing_region_is_told(calls: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_CONFIG_FILE", "/nowhere")
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION"):
        monkeypatch.delenv(name)
    with pytest.raises(DeployError, match="REGION=eu-central-1"):
        command.deploy()


def test_a_build_that_fails_stops_everything(
    calls: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    docker = Path(shutil.which("docker") or "")
    docker.write_text('#!/bin/sh\n[ "$1" = info ]\n')
    with pytest.raises(DeployError, match="`docker build` failed"):
        command.deploy()


@pytest.mark.parametrize("text", ["MaxFmr", "=1", ""])
def test_what_is_no_parameter_is_told(text: str) -> None:
    with pytest.raises(DeployError, match="NAME=VALUE"):
        parameters_of([text])


def test_an_unknown_architecture_is_told() -> None:
    with pytest.raises(DeployError, match="arm64 or x86_64"):
        command.deploy(architecture="mips")


def test_a_stack_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    absent = b"<ErrorResponse><Error><Code>ValidationError</Code></Error></ErrorResponse>"
    with faulty.server(faulty.answering(absent, "400 Bad Request")) as port:
        monkeypatch.setenv("AWS_ENDPOINT_URL_CLOUDFORMATION", f"http://127.0.0.1:{port}")
        with pytest.raises(DeployError, match="no stack absent in eu-central-1"):
            Stack(Account("123456789012", "eu-central-1"), "absent").outputs()


def test_destroying_lifts_the_protection_first(monkeypatch: pytest.MonkeyPatch) -> None:
    account = Account.of_caller()
    Repository(account, "keystroke").make()
    endpoint = os.environ["AWS_ENDPOINT_URL"]
    aws.make_table(endpoint, OUTPUTS["Table"])
    dynamodb = account.client("dynamodb")
    dynamodb.update_table(TableName=OUTPUTS["Table"], DeletionProtectionEnabled=True)
    actions: list[str] = []

    def cloudformation(connection: socket.socket) -> None:
        form = faulty.read_request(connection).rpartition(b"\r\n\r\n")[2].decode()
        (action,) = parse_qs(form)["Action"]
        answers = {
            "DescribeStacks": ABSENT if "DeleteStack" in actions else STACKS.format(""),
            "DescribeStackResources": RESOURCES.format(OUTPUTS["Table"]),
            "DeleteStack": "<DeleteStackResponse/>",
        }
        actions.append(action)
        status = "400 Bad Request" if answers[action] is ABSENT else "200 OK"
        body = answers[action]
        head = f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        connection.sendall((head + body).encode())

    with faulty.server(cloudformation) as port:
        monkeypatch.setenv("AWS_ENDPOINT_URL_CLOUDFORMATION", f"http://127.0.0.1:{port}")
        command.destroy(confirm="keystroke")
    assert actions[0] == "DescribeStacks"
    assert actions[-2:] == ["DeleteStack", "DescribeStacks"]
    table = dynamodb.describe_table(TableName=OUTPUTS["Table"])["Table"]
    assert table["DeletionProtectionEnabled"] is False
    assert account.client("ecr").describe_repositories()["repositories"] == []


def test_destroying_must_be_confirmed_by_name() -> None:
    with pytest.raises(DeployError, match="CONFIRM=keystroke"):
        command.destroy(confirm="yes")


def test_a_repository_is_made_once_and_deleted_with_its_images() -> None:
    account = Account.of_caller()
    repository = Repository(account, "keystroke")
    repository.make()
    repository.make()
    (found,) = account.client("ecr").describe_repositories()["repositories"]
    assert found["imageTagMutability"] == "IMMUTABLE"
    assert repository.password()
    repository.delete()
    repository.delete()
    assert account.client("ecr").describe_repositories()["repositories"] == []


def test_errors_are_one_line_on_stderr() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "deploy", "destroy"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("This deletes the stack keystroke")
    assert "Traceback" not in done.stderr
