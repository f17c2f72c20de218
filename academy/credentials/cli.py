"""`flask credentials`: certificates."""

import click
from flask.cli import AppGroup

from academy.credentials import rules, service
from academy.credentials.messages import REFUSALS
from academy.db.transaction import atomic
from academy.kernel.clock import now
from academy.kernel.refusal import Refusal

credentials = AppGroup("credentials", help="Certificates.")


@credentials.command("revoke")
@click.argument("public_id")
@click.option("--why", required=True, help="What whoever verifies the certificate will read.")
def revoke(public_id: str, why: str) -> None:
    """Take the worth of the certificate PUBLIC_ID away."""
    meant = rules.canonical_id(public_id) or public_id
    try:
        with atomic() as session:
            service.revoke(session, public_id=meant, why=why, actor_id=None, now=now())
    except Refusal as refusal:
        raise click.ClickException(str(REFUSALS[refusal.reason])) from refusal
    click.echo(f"{meant} is revoked.")
