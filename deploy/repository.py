"""The repository of images in ECR."""

import base64
import json
from typing import Final

from deploy.account import Account, told

_KEPT_IMAGES: Final = 10
_LIFECYCLE: Final = {
    "rules": [
        {
            "rulePriority": 1,
            "description": "Keep what a rollback may need",
            "selection": {
                "tagStatus": "any",
                "countType": "imageCountMoreThan",
                "countNumber": _KEPT_IMAGES,
            },
            "action": {"type": "expire"},
        }
    ]
}


class Repository:
    """One repository of images.

    Parameters
    ----------
    account
        Where it is.
    name
        Its name.
    """

    def __init__(self, account: Account, name: str) -> None:
        self._client = account.client("ecr")
        self.name = name
        self.registry = f"{account.number}.dkr.ecr.{account.region}.amazonaws.com"
        self.address = f"{self.registry}/{name}"

    def make(self) -> None:
        """Make the repository where there is none; a tag in it never changes its image."""
        with told("The repository in ECR can't be made: give yourself the rights of ECR"):
            try:
                self._client.create_repository(
                    repositoryName=self.name,
                    imageTagMutability="IMMUTABLE",
                    imageScanningConfiguration={"scanOnPush": True},
                    encryptionConfiguration={"encryptionType": "KMS"},
                )
            except self._client.exceptions.RepositoryAlreadyExistsException:
                return
            self._client.put_lifecycle_policy(
                repositoryName=self.name, lifecyclePolicyText=json.dumps(_LIFECYCLE)
            )

    def password(self) -> str:
        """Give the password of the user ``AWS``, good for twelve hours."""
        with told("ECR gives no password: give yourself the right ecr:GetAuthorizationToken"):
            (data,) = self._client.get_authorization_token()["authorizationData"]
        return base64.b64decode(data["authorizationToken"]).decode().partition(":")[2]

    def digest(self, tag: str) -> str:
        """Give the digest of a pushed image."""
        with told(f"ECR doesn't have the image {tag}: push it again"):
            found = self._client.describe_images(
                repositoryName=self.name, imageIds=[{"imageTag": tag}]
            )
        digest: str = found["imageDetails"][0]["imageDigest"]
        return digest

    def delete(self) -> None:
        """Delete the repository and all images in it; where there is none, do nothing."""
        with told("The repository in ECR can't be deleted: delete it in the console"):
            try:
                self._client.delete_repository(repositoryName=self.name, force=True)
            except self._client.exceptions.RepositoryNotFoundException:
                return
