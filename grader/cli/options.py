"""Options that several commands have, each with one meaning."""

import click

TIERS = click.Choice(["strong", "basic", "none"])

confinement_option = click.option(
    "--confinement",
    type=TIERS,
    help="How far to isolate scripts (default: for your own work as far as possible; for the work"
    " of others, and with CI=true, strong and nothing less).",
)
workers_option = click.option(
    "--workers",
    "start",
    type=click.Choice(["fork", "spawn"]),
    help="How processes are started (default: forked on Linux, where scripts can be isolated;"
    " spawned on Windows and macOS).",
)
student_option = click.option(
    "--student", metavar="NAME", help="Whose work this is (default: your user name)."
)
