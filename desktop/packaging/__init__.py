"""The app as a program that needs no Python: `make package`."""
