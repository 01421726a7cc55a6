"""How groups of bodies are called on pages of comparison."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pranata.foundation.errors import Text
from pranata.insights.queries.groups import Group
from pranata.organisation.models import Instansi

KIND_PLURALS: Mapping[str, Text] = {
    "kementerian": gettext_lazy("kementerian"),
    "lembaga": gettext_lazy("lembaga"),
    "provinsi": gettext_lazy("provinsi"),
    "kabupaten": gettext_lazy("kabupaten"),
    "kota": gettext_lazy("kota"),
}


def group_name(group: Group, body: Instansi) -> str:
    """Return what a group is called beside a body."""
    kind = str(KIND_PLURALS[body.kind])
    names = {
        "jenis": _("semua %(kind)s") % {"kind": kind},
        "provinsi": group.province,
        "serupa": _("%(kind)s serupa") % {"kind": kind},
    }
    return names.get(group.key, _("semua instansi"))
