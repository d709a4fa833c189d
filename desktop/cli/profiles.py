"""``keystroke profiles``: who is enrolled."""

import json

import typer

from desktop.cli.store import AsJson, opened
from desktop.logic.profiles import DesktopProfile


def profiles(as_json: AsJson = False) -> None:
    """List the profiles."""
    with opened() as (workspace, _):
        listing = workspace.profiles.listing()
    if as_json:
        known = [_described(profile) for profile in listing.profiles]
        typer.echo(json.dumps({"profiles": known, "damaged": listing.damaged}))
        return
    for profile in listing.profiles:
        where = profile.endpoint or "here"
        typer.echo(f"{profile.id}  {profile.mode:<5}  {profile.label}  ({where})")
    if listing.damaged:
        typer.echo(f"{listing.damaged} can't be read: see the Privacy page.", err=True)


def _described(profile: DesktopProfile) -> dict[str, object]:
    return {
        "id": profile.id,
        "label": profile.label,
        "mode": profile.mode,
        "scored": profile.scored,
        "endpoint": profile.endpoint,
        "created": profile.created,
        "provisional": profile.is_provisional,
    }
