"""Signing in at an OpenID Connect issuer through the system's browser, and the tokens of that."""
