"""Verify the audit, export it, or anchor it anew after a loss."""

from __future__ import annotations

from pathlib import Path

import click

from overread.commands import plain_errors
from overread.records.terminal import opened_store


@click.group("audit")
def audit() -> None:
    """Verify the audit, export it, or anchor it anew after a loss.

    \b
    Examples:
      overread audit verify
      overread audit export --format fhir --output audit.ndjson
    """


@audit.command("verify")
def verify() -> None:
    """Verify every entry, the end of the chain and every signature; name what was edited, deleted, inserted or cut off.

    Exit status 0 if all is as it was written, 1 if not.
    """
    from overread.records.verifying import verdict

    with opened_store() as store, store.read() as session:
        found = verdict(session)
    for fault in found.faults:
        click.echo(fault)
    if found.interrupted:
        click.echo("a transaction ended while it was being kept; nothing of it is half there")
    faults = f"{len(found.faults)} fault{'s' * (len(found.faults) != 1)}"
    click.echo(f"{found.entries} entries, {faults}; the last hash is {found.head}")
    click.get_current_context().exit(1 if found.faults else 0)


@audit.command("export")
@click.option("--format", type=click.Choice(["jsonl", "fhir"]), default="jsonl", show_default=True, help="How to write it.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write to this file instead of standard output.")
def export(format: str, output: Path | None) -> None:
    """Write every entry on one line: as it is kept, or as a FHIR R4B AuditEvent. No report text is in it."""
    from overread.delivery import opened
    from overread.records.exporting import exported

    with opened_store() as store, plain_errors(), opened(output) as stream, store.read() as session:
        stream.writelines(f"{line}\n" for line in exported(session, format))


@audit.command("reanchor")
@click.option("--reason", required=True, help="A code such as restored_from_backup; it stays in the audit.")
def reanchor(reason: str) -> None:
    """Anchor the chain as it now stands, after a loss that was looked into; that this was done stays in the audit."""
    from overread.records.verifying import reanchor as anchor_anew

    with opened_store() as store, store.begin() as session:
        anchor_anew(session, reason)
    click.echo("anchored anew")
