"""Recognise a person by typing rhythm: samples, templates, decisions."""

from inference.sample import Keystroke, Sample

__all__ = ["Keystroke", "Sample"]
