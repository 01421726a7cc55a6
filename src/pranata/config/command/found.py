"""`pranata found`: begin an instansi's organisation with its first administrator."""

import datetime as dt

import click
from django.db import transaction
from django.urls import reverse

from pranata.config.command import spoken
from pranata.config.command.prepare import command as prepare
from pranata.foundation.accounts.invitations import create_invited_account
from pranata.foundation.clock import utc_now
from pranata.foundation.errors import ProductError
from pranata.foundation.web.accounts.invitations import invitation_key
from pranata.foundation.words import gettext as _
from pranata.foundation.words import gettext_noop
from pranata.organisation.models import Instansi
from pranata.organisation.operations.found_organisation import found_organisation


class UnknownInstansi(ProductError):
    """No body has this address."""


@spoken.command(
    "found",
    help=gettext_noop(
        "Mulai organisasi instansi SLUG (seperti pada alamat halamannya) dengan satu pengelola."
    ),
)
@click.argument("slug")
@spoken.option("--name", required=True, help=gettext_noop("Nama pengelola pertama."))
@spoken.option("--email", required=True, help=gettext_noop("Surel pengelola pertama."))
@spoken.option("--nip", default=None, help=gettext_noop("NIP pengelola pertama."))
@spoken.option(
    "--title", default="Pengelola Organisasi", show_default=True, help=gettext_noop("Nama jabatannya.")
)
@spoken.option("--decree", default="", help=gettext_noop("Nomor SK penunjukannya."))
@click.pass_context
def command(
    ctx: click.Context, *, slug: str, name: str, email: str, nip: str | None, title: str, decree: str
) -> None:
    """Run `pranata found`."""
    ctx.invoke(prepare, demo=False)
    key = _begin(slug, name, email, nip, title, decree)
    path = reverse("account_reset_password_from_key", kwargs=key)
    click.echo(
        _("Organisasi dimulai. Serahkan tautan ini kepada %(name)s; berlaku tiga hari dan sekali pakai:")
        % {"name": name}
    )
    click.echo(path)


@transaction.atomic
def _begin(slug: str, name: str, email: str, nip: str | None, title: str, decree: str) -> dict[str, str]:
    now = utc_now()
    instansi = Instansi.objects.filter(slug=slug).first()
    if instansi is None:
        raise UnknownInstansi(
            _("Tidak ada instansi dengan alamat “%(slug)s”.") % {"slug": slug},
            remedy=_(
                "Lihat alamat halamannya di /hasil/, misalnya kota-bandar-lampung; daftar instansi "
                "dimuat dengan `pranata import reference`."
            ),
        )
    account = create_invited_account(email=email, name=name, employee_number=nip, now=now)
    found_organisation(
        instansi=instansi,
        account=account,
        title=title,
        starts_on=dt.date(now.year, now.month, now.day),
        decree_number=decree,
        now=now,
    )
    return invitation_key(account)
