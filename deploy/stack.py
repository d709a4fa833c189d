"""The CloudFormation stack: deployed by SAM, read, and deleted."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from botocore.exceptions import ClientError

from deploy.account import Account, told
from deploy.errors import DeployError
from deploy.programs import SAM, run


class Stack:
    """One stack.

    Parameters
    ----------
    account
        Where it is.
    name
        Its name.
    """

    def __init__(self, account: Account, name: str) -> None:
        self._account = account
        self._client = account.client("cloudformation")
        self.name = name

    def deploy(self, repository: str, parameters: Mapping[str, str]) -> None:
        """Make the stack, or change it; all of it or nothing.

        Parameters
        ----------
        repository
            Address of the images' repository.
        parameters
            The template's parameters; those left out stay as they are.

        Raises
        ------
        DeployError
            If SAM can't.
        """
        overrides = [
            f"ParameterKey={name},ParameterValue={one}" for name, one in parameters.items()
        ]
        run(
            [
                SAM, "deploy", "--template-file", "deploy/template.yaml", "--stack-name", self.name,
                "--region", self._account.region, "--image-repository", repository,
                "--resolve-s3", "--capabilities", "CAPABILITY_IAM",
                "--no-confirm-changeset", "--no-fail-on-empty-changeset",
                "--parameter-overrides", *overrides,
            ],
            "its table of events names the resource and the reason; what each reason means is in "
            "docs/cloud_deployment.md",
        )  # fmt: skip

    def outputs(self) -> dict[str, str]:
        """Read what the template puts out.

        Raises
        ------
        DeployError
            If there is no such stack.
        """
        outputs = self._described().get("Outputs", [])
        return {one["OutputKey"]: one["OutputValue"] for one in outputs}

    def delete(self) -> None:
        """Lift the protection of table and user pool, then delete the stack and wait for it.

        Raises
        ------
        DeployError
            If there is no such stack, or a part of it can't be deleted.
        """
        self._described()
        with told("The protection against deletion can't be lifted: do it in the console"):
            for table in self._resources("AWS::DynamoDB::Table"):
                self._account.client("dynamodb").update_table(
                    TableName=table, DeletionProtectionEnabled=False
                )
            for pool in self._resources("AWS::Cognito::UserPool"):
                self._account.client("cognito-idp").update_user_pool(
                    UserPoolId=pool, DeletionProtection="INACTIVE"
                )
        with told("The stack can't be deleted: its events in the console name the reason"):
            self._client.delete_stack(StackName=self.name)
            self._client.get_waiter("stack_delete_complete").wait(StackName=self.name)

    def _resources(self, kind: str) -> list[str]:
        """Name the resources of a kind that there still are, after a failed deployment too."""
        found = self._client.describe_stack_resources(StackName=self.name)["StackResources"]
        return [
            one["PhysicalResourceId"]
            for one in found
            if one["ResourceType"] == kind
            and one["ResourceStatus"] != "DELETE_COMPLETE"
            and one.get("PhysicalResourceId")
        ]

    def _described(self) -> Mapping[str, Any]:
        try:
            stacks = self._client.describe_stacks(StackName=self.name)["Stacks"]
        except ClientError as error:
            raise DeployError(
                f"There is no stack {self.name} in {self._account.region} that you may see: check "
                f"STACK and REGION ({error})."
            ) from error
        stack: Mapping[str, Any] = stacks[0]
        return stack


def parameters_of(texts: Sequence[str]) -> dict[str, str]:
    """Read parameters that are written ``NAME=VALUE``.

    Raises
    ------
    DeployError
        If one isn't.
    """
    parameters = {}
    for text in texts:
        name, sign, value = text.partition("=")
        if not (name and sign):
            raise DeployError(f"{text!r} is no parameter: write NAME=VALUE, such as MaxFmr=0.01.")
        parameters[name] = value
    return parameters


def settings_link(outputs: Mapping[str, str]) -> str:
    """Give the link that sets a desktop up, when it is pasted as the service's address."""
    query = {
        "endpoint": outputs["Endpoint"],
        "issuer": outputs["Issuer"],
        "client_id": outputs["ClientId"],
    }
    return f"keystroke:service?{urlencode(query)}"
