"""What positions may do, looked at across all instansi."""

from pranata.config.doctor.finding import Finding, warning
from pranata.foundation.clock import utc_now
from pranata.foundation.environment import Environment
from pranata.foundation.tenancy import tenant_scope
from pranata.foundation.words import gettext as _
from pranata.foundation.words import ngettext
from pranata.organisation.models import Grant, Instansi, Role
from pranata.organisation.queries.administration import powerful_below_the_root


def far_posts(_env: Environment) -> list[Finding]:
    """Roles over a whole instansi sit on posts of its top unit; two statements for each instansi."""
    today = utc_now().date()
    findings = []
    for instansi in Instansi.objects.order_by("name"):
        with tenant_scope(instansi.pk):
            grants = list(powerful_below_the_root(today).select_related("position__unit"))
        if grants:
            findings.append(_far(instansi.name, grants))
    return findings


def _far(name: str, grants: list[Grant]) -> Finding:
    posts = {f"{Role(g.role).label}: {g.position.title}, {g.position.unit.name}" for g in grants}
    return warning(
        ngettext(
            "%(name)s: %(count)s peran atas seluruh instansi melekat pada jabatan di bawah unit puncak "
            "(%(posts)s).",
            "%(name)s: %(count)s peran atas seluruh instansi melekat pada jabatan di bawah unit puncak "
            "(%(posts)s).",
            len(grants),
        )
        % {"name": name, "count": len(grants), "posts": "; ".join(sorted(posts))},
        _(
            "Sebelum versi ini, pengelola unit itu dapat menempatkan orang pada jabatan tersebut, dan dengan "
            "begitu memberinya wewenang atas seluruh instansi."
        ),
        _("Pastikan pemegangnya ditunjuk oleh yang berwenang; penugasannya tercatat di riwayat jabatan itu."),
    )
