"""Prints the CloudFormation that AWS makes of a SAM template; SAM's environment runs it."""

import json
import sys
from pathlib import Path

from samcli.yamlhelper import yaml_parse
from samtranslator.translator.transform import transform


class NoManagedPolicies:
    """The template names no policy of AWS's own, so none has to be looked up."""

    def load(self) -> dict[str, str]:
        return {}


template = yaml_parse(Path(sys.argv[1]).read_text())
sys.stdout.write(json.dumps(transform(template, {}, NoManagedPolicies())))
