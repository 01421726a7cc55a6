"""The examinations in their order, and running them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import DatabaseError

from pranata.config.doctor import authority, content, database, destruction, fixed, log, machine, roles, web
from pranata.config.doctor.finding import Finding, error
from pranata.foundation.environment import Environment
from pranata.foundation.words import gettext as _
from pranata.foundation.words import gettext_noop


@dataclass(frozen=True)
class Examination:
    """One thing looked at: its code, its title, and the function that finds what is wrong."""

    code: str
    title: str
    function: Callable[[Environment], list[Finding]]
    needs_database: bool = False


EXAMINATIONS = (
    Examination("python", gettext_noop("Versi Python"), machine.python),
    Examination("disk", gettext_noop("Ruang cakram"), machine.disk),
    Examination("home", gettext_noop("Folder data"), machine.home),
    Examination("secrets", gettext_noop("Berkas rahasia"), machine.secrets),
    Examination("database", gettext_noop("Basis data menjawab"), database.reachable),
    Examination("server-version", gettext_noop("Versi PostgreSQL"), database.version, needs_database=True),
    Examination(
        "application-role", gettext_noop("Hak peran aplikasi"), roles.application_role, needs_database=True
    ),
    Examination("migrations", gettext_noop("Migrasi"), database.migrations, needs_database=True),
    Examination("tenancy", gettext_noop("Pemisahan antarinstansi"), roles.tenancy, needs_database=True),
    Examination("ledger", gettext_noop("Buku besar hanya bertambah"), roles.ledger, needs_database=True),
    Examination(
        "authority", gettext_noop("Wewenang seluruh instansi"), authority.far_posts, needs_database=True
    ),
    Examination("sequencing", gettext_noop("Penyusun log bukti"), log.sequencing, needs_database=True),
    Examination("anchoring", gettext_noop("Saksi dan jangkar log"), log.anchoring, needs_database=True),
    Examination(
        "destruction", gettext_noop("Naskah yang dimusnahkan"), destruction.destruction, needs_database=True
    ),
    Examination("fixed", gettext_noop("Data yang diikat catatan"), fixed.fixed, needs_database=True),
    Examination("clock", gettext_noop("Jam mesin"), database.clock, needs_database=True),
    Examination("static", gettext_noop("Berkas statis"), content.static_files),
    Examination("regulations", gettext_noop("Regulasi"), content.regulations),
    Examination("hosts", gettext_noop("Alamat yang dilayani"), web.hosts),
    Examination("demonstration", gettext_noop("Mode peragaan"), web.demonstration),
    Examination("debug", gettext_noop("Mode pengembang"), web.debug),
    Examination("secret-key", gettext_noop("Kunci penandatangan"), web.secret_key),
    Examination("mail", gettext_noop("Surel"), web.mail),
)


def examine(env: Environment) -> Iterator[tuple[Examination, list[Finding] | None]]:
    """Yield each examination with its findings; None where it could not be made without a database."""
    reached = True
    for examination in EXAMINATIONS:
        if examination.needs_database and not reached:
            yield examination, None
            continue
        findings = _made(examination, env)
        if examination.code == "database":
            reached = not findings
        yield examination, findings


def _made(examination: Examination, env: Environment) -> list[Finding]:
    try:
        return examination.function(env)
    except (OSError, DatabaseError) as refusal:
        return [
            error(
                _("Pemeriksaan ini tidak dapat dilakukan (%(refusal)s).") % {"refusal": refusal},
                _("Yang tidak dapat diperiksa tidak dapat dipastikan."),
                _("Perbaiki sebab di atas, lalu jalankan `pranata doctor` lagi."),
            )
        ]
