"""Profiles, their owners and their templates behind one object, and the HTTP API's messages."""
