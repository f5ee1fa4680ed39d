"""Options that several commands have, each with one meaning."""

import click

TIERS = click.Choice(["strong", "basic", "none"])

confinement_option = click.option(
    "--confinement",
    type=TIERS,
    help="How far to isolate scripts (default: for your own work as far as possible; for the work"
    " of others, and with CI=true, strong and nothing less).",
)
student_option = click.option(
    "--student", metavar="NAME", help="Whose work this is (default: your user name)."
)
