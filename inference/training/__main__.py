"""``python -m inference.training``: make the bundled model."""

import json
import logging
import sys

from inference.bundle import bundled_models
from inference.training.bundle import train

logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
json.dump(train(bundled_models())["metrics"], sys.stdout, indent=1)
