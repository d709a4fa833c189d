"""Simulated typists for the demo and the tests; the recogniser and its training never see them."""
