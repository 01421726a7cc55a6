"""What the pages of a handover share, whether an official reads it or somebody who has left."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pranata.foundation.clock import utc_now
from pranata.foundation.errors import ProductError
from pranata.foundation.ui.numbers import time_written
from pranata.foundation.web.accounts.step_up import confirm_first
from pranata.handover.drafts import save_note
from pranata.handover.models import Part, StandsAs
from pranata.handover.operations.sign_handover import DossierChanged, NotYourTurn, sign_handover
from pranata.handover.policies import Signer, administers
from pranata.handover.queries.dossier import digest
from pranata.handover.queries.leaving import Parties
from pranata.handover.queries.reading import Reading, read_handover
from pranata.handover.web.printing import handover_pdf
from pranata.handover.web.wording import Line, lines_of, summary_of


@dataclass(frozen=True, kw_only=True)
class Visit:
    """Somebody at a handover: as what they act there, and the addresses they come by."""

    signer: Signer
    parties: Parties
    page: str
    note: str
    sign: str
    files: dict[str, str]


def show(request: HttpRequest, visit: Visit, *, refusal: str = "", status: int = 200) -> HttpResponse:
    """Draw the page of a handover."""
    reading = read_handover(visit.parties, visit.signer, now=utc_now())
    part = reading.next_part(visit.signer)
    context = {
        "nav": "meja",
        "visit": visit,
        "reading": reading,
        "part": part,
        "is_leaver": visit.parties.is_leaver(visit.signer),
        "may_write": _may_write(reading, visit),
        "administers": administers(visit.signer.actor, reading.assignment),
        "summary": summary_of(reading.content, utc_now().date()),
        "steps": _steps(reading),
        "refusal": refusal,
        "changed": lines_of(reading.changed),
    }
    return render(request, "handover/handover.html", context, status=status)


def take_note(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Keep the leaver's note; answer a script with JSON and a form with the page."""
    wants_json = "application/json" in request.headers.get("Accept", "")
    version = request.POST.get("versi", "0")
    before = read_handover(visit.parties, visit.signer, now=utc_now()) if wants_json else None
    try:
        kept = save_note(
            assignment=visit.parties.assignment,
            text=request.POST.get("memori", ""),
            version=int(version) if version.isdecimal() and len(version) < 10 else 0,
            signer=visit.signer,
            now=utc_now(),
        )
    except ProductError as refusal:
        if wants_json:
            raise
        return show(request, visit, refusal=str(refusal), status=refusal.status)
    if before is not None:
        read = _still_read(before, request.POST.get("dibaca", ""), kept.note)
        return JsonResponse(
            {"version": kept.note_version, "at": time_written(kept.note_saved_at), "read": read}
        )
    messages.success(request, _("Memori jabatan tersimpan."))
    return redirect(visit.page)


def _still_read(before: Reading, read: str, note: str) -> str:
    """Return the hash of what is on the page with the note just saved, or nothing if the page is stale."""
    return digest(before.content | {"memori": note}) if before.read == read else ""


def take_signature(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Sign, once the person has confirmed that it is they; a dossier that changed is shown anew."""
    if (asked := confirm_first(request, visit.page)) is not None:
        messages.info(request, _("Setelah konfirmasi, baca lagi lalu tekan Tanda tangani."))
        return asked
    if request.POST.get("setuju") != "1":
        refusal = _("Centang pernyataan bahwa Anda sudah membaca berkasnya, lalu tanda tangani.")
        return show(request, visit, refusal=refusal, status=422)
    read = request.POST.get("dibaca", "")
    try:
        signed = sign_handover(
            assignment=visit.parties.assignment, read=read, signer=visit.signer, now=utc_now()
        )
    except (DossierChanged, NotYourTurn) as refusal:
        return show(request, visit, refusal=str(refusal), status=refusal.status)
    done = _("Serah terima tuntas.") if signed.completed_at else _("Anda sudah menandatangani.")
    messages.success(request, done)
    return redirect(visit.page)


def give_file(visit: Visit, form: str) -> HttpResponse:
    """Give the signed dossier as the very bytes that were hashed, or on paper."""
    reading = read_handover(visit.parties, visit.signer, now=utc_now())
    if form == "json" and reading.dossier is not None:
        answer = HttpResponse(reading.dossier.content.encode(), content_type="application/json")
    elif form == "pdf":
        answer = HttpResponse(handover_pdf(reading, now=utc_now()), content_type="application/pdf")
    else:
        raise Http404
    name = f"serah-terima-{reading.assignment.pk}.{form}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _may_write(reading: Reading, visit: Visit) -> bool:
    open_still = Part.RECEIVER not in reading.signatures and not reading.complete
    return visit.parties.is_leaver(visit.signer) and open_still


def _steps(reading: Reading) -> list[Line]:
    """Return the signatures in their order: given, awaited, or done without."""
    parties, given = reading.parties, reading.signatures
    steps = [_step(Part.LEAVER, reading, reading.assignment.person.name)]
    steps.append(_step(Part.RECEIVER, reading, _receiver_name(parties)))
    if parties.superior is not None or Part.SUPERIOR in given:
        name = parties.superior.person.name if parties.superior else ""
        steps.append(_step(Part.SUPERIOR, reading, name))
    return steps


def _receiver_name(parties: Parties) -> str:
    if parties.receiver is not None:
        name = parties.receiver.person.name
        if parties.stands_as == StandsAs.SUCCESSOR:
            return name
        return _("%(name)s, %(as)s; belum ada pejabat baru") % {"name": name, "as": parties.stands_as.label}
    return parties.awaited.person.name if parties.awaited else _("Pengelola organisasi")


def _step(part: Part, reading: Reading, name: str) -> Line:
    signature = reading.signatures.get(part)
    if signature is not None:
        who = f"{signature.person_name}, {signature.position_title}"
        return Line(str(part.label), who, at=signature.signed_at, kind="ok")
    if part == Part.LEAVER and reading.waived and reading.handover is not None:
        why = _("Tidak menandatangani: %(why)s") % {"why": reading.handover.waived_reason}
        return Line(str(part.label), why, kind="off")
    return Line(str(part.label), name, kind="wait")
