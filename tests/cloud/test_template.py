"""The template and the Dockerfile, as their own checks and AWS's transformation see them."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from inference.evaluation.serving import stand_ins
from inference.evaluation.serving.emulator import CLOUD, ROOT

pytestmark = pytest.mark.cloud

TEMPLATE = "deploy/template.yaml"
ENVIRONMENT = {**os.environ, "SAM_CLI_TELEMETRY": "0", "AWS_DEFAULT_REGION": "eu-central-1"}


def cloud(*command: str | Path) -> str:
    """Run a program of the cloud's environment and give what it prints."""
    done = subprocess.run(
        [CLOUD / "bin" / command[0], *command[1:]],
        cwd=ROOT,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def resources() -> dict[str, Any]:
    """Give the resources that AWS makes of the template."""
    translated = json.loads(cloud("python", Path(__file__).with_name("translate.py"), TEMPLATE))
    found: dict[str, Any] = translated["Resources"]
    return found


def test_cfn_lint_finds_nothing() -> None:
    assert cloud("cfn-lint", TEMPLATE) == ""


def test_sam_takes_the_template() -> None:
    assert "is a valid SAM Template" in cloud("sam", "validate", "--lint", "-t", TEMPLATE)


def test_hadolint_finds_nothing() -> None:
    assert cloud("hadolint", "deploy/Dockerfile") == ""


def test_checkov_finds_nothing_but_what_is_left_out_for_a_reason() -> None:
    cloud(
        "../checkov/bin/checkov", "--quiet", "--compact", "--skip-download",
        "-f", TEMPLATE, "-f", "deploy/Dockerfile",
    )  # fmt: skip


def test_only_what_tells_nothing_of_anybody_is_open(resources: dict[str, Any]) -> None:
    paths = resources["Api"]["Properties"]["Body"]["paths"]
    asked = {
        path: next(iter(method["security"][0]))
        for path, methods in paths.items()
        for method in methods.values()
    }
    assert asked == {
        "/v1/health": "NONE",
        "/v1/model": "NONE",
        "/v1/openapi.json": "NONE",
        "/v1/{proxy+}": "Token",
    }


def test_the_role_may_touch_the_stacks_own_table_key_and_log_alone(
    resources: dict[str, Any],
) -> None:
    roles = [one for one in resources.values() if one["Type"] == "AWS::IAM::Role"]
    (role,) = (one["Properties"] for one in roles)
    assert "ManagedPolicyArns" not in role
    (policy,) = role["Policies"]
    *statements, tracing = policy["PolicyDocument"]["Statement"]
    assert {json.dumps(one["Resource"]) for one in statements} == {
        '{"Fn::GetAtt": ["Table", "Arn"]}',
        '{"Fn::GetAtt": ["Key", "Arn"]}',
        '{"Fn::GetAtt": ["FunctionLog", "Arn"]}',
    }
    actions = {action for one in statements for action in one["Action"]}
    assert not [action for action in actions if "*" in action]
    assert all("Condition" in one for one in statements if "kms:Decrypt" in one["Action"])
    assert tracing["Fn::If"][0] == "IsTraced"


def test_the_table_is_the_one_that_the_store_is_tested_with(resources: dict[str, Any]) -> None:
    table = resources["Table"]["Properties"]
    with stand_ins.aws_server() as endpoint:
        stand_ins.make_table(endpoint, "tested")
        dynamodb = stand_ins.client("dynamodb", endpoint)
        tested = dynamodb.describe_table(TableName="tested")["Table"]
    assert table["KeySchema"] == tested["KeySchema"]
    assert table["AttributeDefinitions"] == tested["AttributeDefinitions"]
    assert table["TimeToLiveSpecification"] == {"AttributeName": "expires", "Enabled": True}
    assert table["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"]
    assert table["SSESpecification"]["SSEType"] == "KMS"


def test_there_are_alarms_for_errors_throttles_and_latency(resources: dict[str, Any]) -> None:
    metrics = {
        one["Properties"]["MetricName"]
        for one in resources.values()
        if one["Type"] == "AWS::CloudWatch::Alarm"
    }
    assert metrics == {"Errors", "Throttles", "5xx", "Latency"}
