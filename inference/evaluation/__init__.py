"""Data sets, baselines, metrics and protocols; never loaded when the model is used."""
