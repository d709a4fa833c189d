"""Stands in for ``docker push``: registers an image with ECR as a push does."""

import json
import sys

import boto3

repository, _, tag = sys.argv[1].partition("/")[2].partition(":")
manifest = {
    "schemaVersion": 2,
    "mediaType": "application/vnd.docker.distribution.manifest.v2+json",
    "config": {"digest": "sha256:" + "0" * 64, "size": 1},
    "layers": [],
}
boto3.client("ecr").put_image(
    repositoryName=repository, imageManifest=json.dumps(manifest), imageTag=tag
)
