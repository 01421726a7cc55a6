"""The examinations in their order, and running them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import DatabaseError

from pranata.config.doctor import authority, content, database, machine, roles, web
from pranata.config.doctor.finding import Finding, error
from pranata.foundation.environment import Environment


@dataclass(frozen=True)
class Examination:
    """One thing looked at: its code, its title, and the function that finds what is wrong."""

    code: str
    title: str
    function: Callable[[Environment], list[Finding]]
    needs_database: bool = False


EXAMINATIONS = (
    Examination("python", "Versi Python", machine.python),
    Examination("disk", "Ruang cakram", machine.disk),
    Examination("home", "Folder data", machine.home),
    Examination("secrets", "Berkas rahasia", machine.secrets),
    Examination("database", "Basis data menjawab", database.reachable),
    Examination("server-version", "Versi PostgreSQL", database.version, needs_database=True),
    Examination("application-role", "Hak peran aplikasi", roles.application_role, needs_database=True),
    Examination("migrations", "Migrasi", database.migrations, needs_database=True),
    Examination("tenancy", "Pemisahan antarinstansi", roles.tenancy, needs_database=True),
    Examination("ledger", "Buku besar hanya bertambah", roles.ledger, needs_database=True),
    Examination("authority", "Wewenang seluruh instansi", authority.far_posts, needs_database=True),
    Examination("clock", "Jam mesin", database.clock, needs_database=True),
    Examination("static", "Berkas statis", content.static_files),
    Examination("regulations", "Regulasi", content.regulations),
    Examination("hosts", "Alamat yang dilayani", web.hosts),
    Examination("demonstration", "Mode peragaan", web.demonstration),
    Examination("debug", "Mode pengembang", web.debug),
    Examination("secret-key", "Kunci penandatangan", web.secret_key),
    Examination("mail", "Surel", web.mail),
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
                f"Pemeriksaan ini tidak dapat dilakukan ({refusal}).",
                "Yang tidak dapat diperiksa tidak dapat dipastikan.",
                "Perbaiki sebab di atas, lalu jalankan `pranata doctor` lagi.",
            )
        ]
