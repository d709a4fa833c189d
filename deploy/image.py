"""The image: built from this checkout, and pushed."""

import platform
from datetime import UTC, datetime
from typing import Final, Literal

from deploy.programs import run
from deploy.repository import Repository

Architecture = Literal["arm64", "x86_64"]

_PLATFORMS: Final = {"arm64": "linux/arm64", "x86_64": "linux/amd64"}


def own_architecture() -> Architecture:
    """Give the architecture that this machine builds for without emulation."""
    return "arm64" if platform.machine().lower() in {"arm64", "aarch64"} else "x86_64"


def new_tag() -> str:
    """Give a tag that no image has: the time."""
    return datetime.now(UTC).strftime("%Y%m%d-%H%M%S")


def build(image: str, architecture: Architecture) -> None:
    """Build the image.

    Raises
    ------
    DeployError
        If Docker can't.
    """
    run(
        [
            "docker", "build", "--file", "deploy/Dockerfile", "--tag", image,
            "--platform", _PLATFORMS[architecture],
            # Lambda takes no index of several manifests, which attestations would make of it.
            "--provenance=false", "--sbom=false", ".",
        ],
        "read its last lines. Building for another architecture than this machine's "
        f"({own_architecture()}) needs QEMU in Docker; ARCHITECTURE={own_architecture()} doesn't",
    )  # fmt: skip


def push(image: str, repository: Repository) -> None:
    """Push the image.

    Raises
    ------
    DeployError
        If ECR doesn't take it.
    """
    sign_in = ["docker", "login", "--username", "AWS", "--password-stdin", repository.registry]
    run(sign_in, "give yourself the rights of ECR", repository.password())
    run(["docker", "push", image], "check the network, and repeat")
