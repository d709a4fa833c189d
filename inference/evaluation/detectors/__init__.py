"""Detectors of the literature, and ours, as scikit-learn estimators."""
