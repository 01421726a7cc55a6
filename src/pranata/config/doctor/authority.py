"""What positions may do, looked at across all instansi."""

from pranata.config.doctor.finding import Finding, warning
from pranata.foundation.clock import utc_now
from pranata.foundation.environment import Environment
from pranata.foundation.tenancy import tenant_scope
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
        f"{name}: {len(grants)} peran atas seluruh instansi melekat pada jabatan di bawah unit puncak "
        f"({'; '.join(sorted(posts))}).",
        "Sebelum versi ini, pengelola unit itu dapat menempatkan orang pada jabatan tersebut, dan dengan "
        "begitu memberinya wewenang atas seluruh instansi.",
        "Pastikan pemegangnya ditunjuk oleh yang berwenang; penugasannya tercatat di riwayat jabatan itu.",
    )
