"""Recognise a person by typing rhythm: samples, templates, decisions."""

from inference.decision import Decision
from inference.recognizer import load_recognizer
from inference.sample import Keystroke, Sample
from inference.template import Template

__all__ = ["Decision", "Keystroke", "Sample", "Template", "load_recognizer"]
