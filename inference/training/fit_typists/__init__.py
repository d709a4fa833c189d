"""Fit the simulated typists to the KLiCKe essays: ``python -m inference.training.fit_typists``.

The one place that knows both real people and simulated ones. What it writes, some means over all
writers and some variances, stands beside the simulation and is committed; no row of the data is.
"""
