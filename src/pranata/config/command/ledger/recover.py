"""`pranata ledger recover`: open a successor to a log that must not be signed any more."""

import click

from pranata.config.command import spoken
from pranata.foundation.clock import utc_now
from pranata.foundation.database.installation import speaking_as
from pranata.foundation.environment import Environment
from pranata.foundation.words import gettext as _
from pranata.foundation.words import gettext_noop
from pranata.ledger.anchoring.collector import asked
from pranata.ledger.operations.recover_log import recover_log


@spoken.command(
    "recover", help=gettext_noop("Buka log penerus bila log ini tidak boleh ditandatangani lagi.")
)
@spoken.option("--reason", required=True, help=gettext_noop("Sebabnya; tercatat selamanya di log penerus."))
@click.confirmation_option(prompt=gettext_noop("Log lama tidak akan pernah dilanjutkan. Buka log penerus?"))
def command(*, reason: str) -> None:
    """Run `pranata ledger recover`."""
    env = Environment.of_process()
    with speaking_as("owner", env):
        ref = recover_log(reason=reason, ask=asked(env), now=utc_now())
    click.echo(_("Log penerus dibuka; catatan pertamanya %(event)s.") % {"event": ref.event_id})
