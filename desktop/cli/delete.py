"""``keystroke delete``: profiles, or everything, with a receipt."""

import json
from typing import Annotated

import typer

from desktop.cli.store import AsJson, found, opened
from inference.errors import SettingsError


def delete(
    profiles: Annotated[
        list[str] | None, typer.Argument(metavar="PROFILE", help="Labels or ids.")
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Withdraw the consent, which deletes everything.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Delete profiles for good, here and where they are scored."""
    if everything == bool(profiles):
        raise SettingsError("Name the profiles to delete, or give --all to delete everything.")
    with opened() as (workspace, _):
        if everything:
            receipts = [workspace.withdraw_consent()]
        else:
            # All are looked up first: a wrong name deletes nothing.
            chosen = [found(workspace, name) for name in profiles or ()]
            receipts = [workspace.removal.delete(profile) for profile in chosen]
    deleted = sum(receipt.deleted for receipt in receipts)
    pending = sum(receipt.pending for receipt in receipts)
    damaged = sum(receipt.damaged for receipt in receipts)
    if as_json:
        typer.echo(json.dumps({"deleted": deleted, "pending": pending, "damaged": damaged}))
        return
    typer.echo(f"Deleted: {deleted}.")
    if pending:
        typer.echo(f"Still to be deleted by a service that couldn't be reached: {pending}.")
    if damaged:
        typer.echo(f"Deleted without having been readable: {damaged}.")
