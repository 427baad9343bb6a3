"""framing doctor: what this machine lacks, and the line that installs it."""

from __future__ import annotations

import typer


def doctor() -> None:
    """Check what this machine has and lacks, and say the line that installs what is missing.

    Ends with 1 if a report cannot be made.
    """
    from framing.diagnosis import diagnose  # noqa: PLC0415

    checks = diagnose()
    for check in checks:
        mark, colour = (
            ("ok", "green") if check.ok else ("--", "yellow" if check.optional else "red")
        )
        typer.secho(f"{mark:4}", fg=colour, nl=False)
        typer.echo(f"{check.name}: {check.found}")
        if not check.ok and check.remedy:
            typer.echo(f"      {check.remedy}")
    if any(not check.ok and not check.optional for check in checks):
        raise typer.Exit(1)
