"""What stops a deployment; every message says what is wrong and what to do."""

from inference.errors import KeystrokeError


class DeployError(KeystrokeError):
    """A step of a deployment can't be done."""

    code = "deployment_failed"
