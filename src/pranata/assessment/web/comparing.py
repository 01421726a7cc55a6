"""The buttons "Masih sama" and "Sudah berubah": what they ask for, and what is said of what came of it."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pranata.assessment.models import Assessment
from pranata.assessment.operations._take_over import CLOSED, TakenOver
from pranata.assessment.operations.compare_with_last import Comparison, confirm_unchanged, mark_changed
from pranata.foundation.templatetags.pranata import iddate
from pranata.organisation.web.middleware import acting, arrived
from pranata.records.models import Evidence

SAME, CHANGED = "sama", "berubah"
_OPERATIONS = {SAME: confirm_unchanged, CHANGED: mark_changed}


def compare(request: HttpRequest, assessment: Assessment, number: str, version: int) -> Comparison | None:
    """Do what the button asks for, if it was one of these. Raises what the operations raise."""
    operation = _OPERATIONS.get(request.POST.get("lakukan", ""))
    if operation is None:
        return None
    return operation(
        assessment=assessment,
        indicator=number,
        expected_version=version,
        actor=acting(request),
        now=arrived(request),
    )


def tell(request: HttpRequest, done: Comparison | None) -> None:
    """Say what came of it, and name what did not come over."""
    if done is None:
        return
    year = done.earlier.year
    if done.taken is None:
        messages.success(request, _("Tercatat sudah berubah dibanding %(year)d.") % {"year": year})
        return
    found, shown = len(done.taken.changes), len(done.taken.links)
    said = _("Tercatat masih sama dengan %(year)d: %(findings)s dan %(evidence)s dibawa.")
    words = {
        "year": year,
        "findings": ngettext("%(n)d jawaban", "%(n)d jawaban", found) % {"n": found},
        "evidence": ngettext("%(n)d bukti", "%(n)d bukti", shown) % {"n": shown},
    }
    messages.success(request, said % words)
    if left := _left(done.taken):
        messages.warning(request, _("Tidak dibawa: %(what)s.") % {"what": "; ".join(left)})


def _left(taken: TakenOver) -> list[str]:
    """Name what stayed; the title of what is closed to the reader is not told."""
    moved = [_("syarat %(key)s, bunyinya diperbaiki") % {"key": key} for key in taken.moved]
    shown = [_reason(item, why) for item, why in taken.left if why != CLOSED]
    closed = sum(why == CLOSED for _item, why in taken.left)
    if closed:
        shown.append(
            ngettext(
                "%(n)d bukti tertutup bagi jabatan Anda", "%(n)d bukti tertutup bagi jabatan Anda", closed
            )
            % {"n": closed}
        )
    return moved + shown


def _reason(item: Evidence, why: str) -> str:
    if why == "ditarik":
        return _("%(title)s, ditarik") % {"title": item.title}
    return _("%(title)s, berakhir %(day)s") % {"title": item.title, "day": iddate(item.expires_on)}
