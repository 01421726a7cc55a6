"""The calculator: type, choose, paste or upload levels, and the exact index follows. Nothing is stored."""

import contextlib
import io
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from pranata.assessment import exports
from pranata.assessment.levels_file import LevelsFileError, read_levels, require_size
from pranata.assessment.regulations import Regulation, available, load
from pranata.engine.scoring import Score
from pranata.foundation.access import public
from pranata.foundation.clock import utc_now
from pranata.portal.queries.outcome import outcome_of
from pranata.portal.web.instruments import regulation_or_404
from pranata.portal.web.levels_form import LevelsForm
from pranata.portal.web.pasted import pasted_table

DEFAULT_INSTRUMENT = "spbe-2020"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@public
@never_cache
def calculator(request: HttpRequest) -> HttpResponse:
    """Show the form and the result of what is in it; answer a script with the result alone."""
    regulation = regulation_or_404(_asked(request, "instrumen") or DEFAULT_INSTRUMENT)
    year = _year(request)
    form, problem = _filled(request, regulation)
    context = _context(request, form, problem, year)
    if request.headers.get("HX-Request") and request.method == "POST":
        return render(request, "portal/calculator/_result.html", context)
    return render(request, "portal/calculator/calculator.html", context)


@public
@require_POST
def download(request: HttpRequest, kind: str) -> HttpResponse:
    """Give what is in the form as a spreadsheet, a PDF/A or a file to recompute from."""
    regulation = regulation_or_404(_asked(request, "instrumen") or DEFAULT_INSTRUMENT)
    form = LevelsForm.of_post(regulation, request.POST.dict())
    found = form.score(_year(request))
    if found is None or form.errors:
        problem = _("Belum ada yang dapat diunduh. Isi atau perbaiki tingkat lebih dulu.")
        context = _context(request, form, problem, _year(request))
        return render(request, "portal/calculator/calculator.html", context, status=422)
    return _file(kind, regulation, found)


@public
@require_safe
def blank_form(request: HttpRequest, instrument_id: str) -> HttpResponse:
    """Give the spreadsheet to fill offline."""
    regulation = regulation_or_404(instrument_id)
    return _attachment(exports.levels_template_xlsx(regulation), XLSX, f"formulir-{regulation.id}.xlsx")


def _context(request: HttpRequest, form: LevelsForm, problem: str, year: int | None) -> dict[str, object]:
    found = form.score(year)
    return {
        "nav": "kalkulator",
        "regulation": form.regulation,
        "regulations": [load(name) for name in sorted(available(), reverse=True)],
        "examples": [case for case in form.regulation.cases if case.body and len(case.levels) > 1],
        "form": form,
        "problem": problem,
        "year": year,
        "pasted": request.POST.get("tempel", "") if problem else "",
        "score": found,
        "outcome": outcome_of(form.regulation, found) if found else None,
    }


def _filled(request: HttpRequest, regulation: Regulation) -> tuple[LevelsForm, str]:
    """Return the form as it stands after this request, and what went wrong with a file or a paste."""
    typed = LevelsForm.of_post(regulation, request.POST.dict())
    if request.method != "POST":
        return _example(regulation, request.GET.get("contoh", "")), ""
    try:
        return _from_file(request, regulation) or _from_paste(request, regulation) or typed, ""
    except LevelsFileError as error:
        # What stands in the fields stays: a bad file must not cost what was typed.
        return typed, str(error)


def _example(regulation: Regulation, case_id: str) -> LevelsForm:
    case = next((case for case in regulation.cases if case.id == case_id), None)
    return LevelsForm.of_levels(regulation, case.levels if case else {})


def _from_file(request: HttpRequest, regulation: Regulation) -> LevelsForm | None:
    upload = request.FILES.get("berkas")
    if upload is None:
        return None
    require_size(upload.size or 0)
    levels = read_levels(upload.name or "", upload.read(), regulation.instrument)
    return LevelsForm.of_levels(regulation, levels)


def _from_paste(request: HttpRequest, regulation: Regulation) -> LevelsForm | None:
    text = request.POST.get("tempel", "").strip()
    if not text:
        return None
    content = pasted_table(text, regulation.instrument).encode()
    return LevelsForm.of_levels(regulation, read_levels("tempel.csv", content, regulation.instrument))


def _file(kind: str, regulation: Regulation, found: Score) -> HttpResponse:
    name = f"indeks-{regulation.id}"
    if kind == "json":
        answer = JsonResponse(
            found.trace.to_document(), json_dumps_params={"ensure_ascii": False, "indent": 1}
        )
        answer["Content-Disposition"] = f'attachment; filename="{name}.json"'
        return answer
    makers: dict[str, tuple[Callable[[], bytes], str]] = {
        "xlsx": (lambda: exports.result_xlsx(regulation, found), XLSX),
        "pdf": (
            lambda: exports.result_pdf(regulation, found, printed_on=utc_now().date()),
            "application/pdf",
        ),
    }
    if kind not in makers:
        raise Http404
    make, media = makers[kind]
    return _attachment(make(), media, f"{name}.{kind}")


def _attachment(content: bytes, media: str, name: str) -> HttpResponse:
    answer = HttpResponse(io.BytesIO(content), content_type=media)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _asked(request: HttpRequest, name: str) -> str:
    return str(request.POST.get(name) or request.GET.get(name) or "")


def _year(request: HttpRequest) -> int | None:
    with contextlib.suppress(ValueError):
        year = int(_asked(request, "tahun"))
        return year if 2000 <= year <= 2100 else None
    return None
