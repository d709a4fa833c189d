"""``make image``, ``make deploy`` and ``make destroy``."""

import sys
from typing import Annotated

import typer

from deploy import image
from deploy.account import Account
from deploy.errors import DeployError
from deploy.programs import check_docker, check_sam
from deploy.repository import Repository
from deploy.stack import Stack, parameters_of, settings_link

StackName = Annotated[str, typer.Option(help="Name of the stack, and of all that is in it.")]
Region = Annotated[str, typer.Option(help="AWS region; else the environment's.")]

Chosen = Annotated[str, typer.Option(help="arm64 or x86_64; else this machine's.")]

app = typer.Typer(add_completion=False, no_args_is_help=True)


@app.command()
def deploy(
    parameters: Annotated[list[str] | None, typer.Argument(help="NAME=VALUE.")] = None,
    stack: StackName = "keystroke",
    region: Region = "",
    architecture: Chosen = "",
) -> None:
    """Build the image, push it, deploy the stack, and say where it is."""
    given = parameters_of(parameters or [])
    chosen = _architecture(architecture)
    _say(1, "Looking for Docker and SAM")
    check_docker()
    check_sam()
    _say(2, "Asking AWS who you are")
    account = Account.of_caller(region or None)
    _say(3, f"Making the repository {stack} in account {account.number}, {account.region}")
    repository = Repository(account, stack)
    repository.make()
    tag = image.new_tag()
    _say(4, f"Building {repository.address}:{tag} for {chosen}")
    image.build(f"{repository.address}:{tag}", chosen)
    _say(5, "Pushing it")
    image.push(f"{repository.address}:{tag}", repository)
    _say(6, f"Deploying the stack {stack}")
    uri = f"{repository.address}@{repository.digest(tag)}"
    deployed = Stack(account, stack)
    deployed.deploy(repository.address, {"ImageUri": uri, "Architecture": chosen, **given})
    _tell(deployed.outputs())


@app.command(name="image")
def build_image(tag: str = "keystroke", architecture: Chosen = "") -> None:
    """Build the image, and do nothing on AWS."""
    check_docker()
    image.build(tag, _architecture(architecture))
    typer.echo(f"The image is {tag}.")


@app.command()
def destroy(
    confirm: Annotated[str, typer.Option(help="The stack's name once more.")] = "",
    stack: StackName = "keystroke",
    region: Region = "",
) -> None:
    """Delete the stack with everybody's profiles, and the images."""
    if confirm != stack:
        raise DeployError(
            f"This deletes the stack {stack} with all profiles of everybody. If you mean it: "
            f"make destroy STACK={stack} CONFIRM={stack}"
        )
    account = Account.of_caller(region or None)
    _say(1, f"Deleting the stack {stack} in account {account.number}, {account.region}")
    Stack(account, stack).delete()
    _say(2, "Deleting its images")
    Repository(account, stack).delete()
    typer.echo(
        "Done. DynamoDB keeps a backup of the deleted table for 35 days, encrypted with a key that "
        "is deleted in 30."
    )


def _architecture(named: str) -> image.Architecture:
    if not named:
        return image.own_architecture()
    if named == "arm64":
        return "arm64"
    if named == "x86_64":
        return "x86_64"
    raise DeployError(f"ARCHITECTURE is arm64 or x86_64, not {named!r}.")


def _say(step: int, what: str) -> None:
    typer.echo(f"{step}. {what}", err=True)


def _tell(outputs: dict[str, str]) -> None:
    typer.echo(f"The service is at {outputs['Endpoint']}")
    typer.echo("Paste this into the desktop's settings, as the address of the service:")
    typer.echo(settings_link(outputs))
    if "UserPool" in outputs:
        typer.echo(
            f"Nobody can sign in yet: add people to the user pool {outputs['UserPool']} (see "
            "docs/cloud_deployment.md)."
        )


def main() -> None:
    """Run; every error that is meant for people is one line on stderr."""
    try:
        app()
    except DeployError as error:
        typer.echo(str(error), err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
