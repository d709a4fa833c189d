"""Recognise a person by typing rhythm: samples, templates, decisions.

Names are loaded when they are asked for: who needs samples alone, as the capture process does,
doesn't load numpy.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from inference.decision import Decision
    from inference.recognizer import load_recognizer
    from inference.sample import Keystroke, Sample
    from inference.template import Template

__all__ = ["Decision", "Keystroke", "Sample", "Template", "load_recognizer"]

_HOMES: Final = {
    "Decision": "inference.decision",
    "Keystroke": "inference.sample",
    "Sample": "inference.sample",
    "Template": "inference.template",
    "load_recognizer": "inference.recognizer",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
