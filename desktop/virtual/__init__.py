"""A virtual X screen and key events injected into it: for the demo, the benchmark and the tests."""
