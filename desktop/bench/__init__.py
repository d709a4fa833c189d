"""Benchmarks of what the desktop app is made of."""
