"""SAM's own HTTP API of a template, in front of a running emulator; SAM's environment runs it.

``python sam_front.py TEMPLATE PORT EMULATOR`` is what ``sam local start-api`` does, with the
emulator in place of Docker. All of it is SAM's own inside: its version is pinned.
"""

import json
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from samcli.lib.providers.api_provider import ApiProvider
from samcli.lib.providers.sam_stack_provider import SamLocalStackProvider
from samcli.local.apigw.local_apigw_service import LocalApigwService


class EmulatorRunner:
    """Runs the template's one function in the emulator; one request at a time."""

    def __init__(self, address: str) -> None:
        self._invocations = f"{address}/2015-03-31/functions/function/invocations"

    def is_debugging(self) -> bool:
        # SAM then answers one request at a time.
        return True

    def invoke(self, name: str, event: str, *, stdout: Any, **_: object) -> None:
        event = json.dumps(completed(json.loads(event)))
        request = urllib.request.Request(self._invocations, event.encode(), method="POST")  # noqa: S310 (an address of our own)
        try:
            with urllib.request.urlopen(request) as answer:  # noqa: S310 (the same)
                body = answer.read()
        except urllib.error.HTTPError as error:
            body = error.read()
        stdout.write_str(body.decode())


def completed(event: dict[str, Any]) -> dict[str, Any]:
    """Do what AWS does and SAM's local API leaves out.

    Names of headers become lower case, and the authorizer gives its claims: here a token is its
    subject.
    """
    event["headers"] = {name.lower(): value for name, value in event["headers"].items()}
    kind, _, subject = event["headers"].get("authorization", "").partition(" ")
    if kind == "Bearer":
        claims = {"sub": subject}
        event["requestContext"]["authorizer"] = {"jwt": {"claims": claims, "scopes": None}}
    return event


template, port, emulator = sys.argv[1:]
overrides = {"ImageUri": "image"}
stacks, _ = SamLocalStackProvider.get_stacks(template, parameter_overrides=overrides)
api = ApiProvider(stacks, cwd=str(Path(template).parent)).api
service = LocalApigwService(api, EmulatorRunner(emulator), port=int(port), host="127.0.0.1")
service.create()
service.run()
