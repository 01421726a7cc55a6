"""A coaching: beginning it, its page for both sides, its notes, its end."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pranata.coaching.models import Coaching
from pranata.coaching.operations.begin_coaching import begin_coaching
from pranata.coaching.operations.end_coaching import end_coaching
from pranata.coaching.operations.write_note import write_private_note, write_shared_note
from pranata.coaching.policies import Side, coachable_by, require_may_coach
from pranata.coaching.queries.board import standing_of
from pranata.coaching.queries.page import coaching_page
from pranata.coaching.web.forms import BeginForm, EndForm, NoteForm
from pranata.coaching.web.showing import METHODS, draw, kept, proven
from pranata.foundation.access import official
from pranata.foundation.clock import utc_now
from pranata.foundation.errors import ProductError
from pranata.organisation.models import Instansi
from pranata.organisation.web.middleware import acting


@official
@require_http_methods(METHODS)
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask what the coaching is for and how long; begin it on POST."""
    actor = acting(request)
    require_may_coach(actor)
    own = Instansi.objects.get(pk=actor.instansi_id)
    body = get_object_or_404(coachable_by(own), slug=slug)
    running = Coaching.objects.filter(instansi=body, organiser=own, ended_at__isnull=True).first()
    if running is not None:
        return redirect("coaching:detail", running.pk)
    form = BeginForm(request.POST or None, initial={"starts_on": actor.local_date(utc_now())})
    context = {"body": body, "form": form}
    if request.method != "POST" or not form.is_valid():
        return draw(request, "begin.html", None, context, 422 if form.errors else 200)
    try:
        made = begin_coaching(instansi=body, actor=actor, now=utc_now(), **form.cleaned_data)
    except ProductError as error:
        form.add_error(None, str(error))
        return draw(request, "begin.html", None, context, kept(error))
    messages.success(request, _("Pembinaan dimulai. %(name)s diberi tahu.") % {"name": body.name})
    return redirect("coaching:detail", made.pk)


@official
@require_safe
def coaching(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a coaching to either side."""
    side = proven(request, pk)
    return _page(request, side, NoteForm(is_coach=side.is_coach))


def _page(request: HttpRequest, side: Side, form: NoteForm, status: int = 200) -> HttpResponse:
    on = acting(request).local_date(utc_now())
    found = coaching_page(side, on)
    row = standing_of(side.coaching) if side.is_coach else None
    return draw(request, "coaching.html", side, {"found": found, "form": form, "row": row}, status)


@official
@require_POST
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a note, for both sides or for the coach's own."""
    side = proven(request, pk)
    form = NoteForm(request.POST, is_coach=side.is_coach)
    if not form.is_valid():
        return _page(request, side, form, 422)
    is_private = form.cleaned_data.get("kind") == "private"
    write = write_private_note if is_private else write_shared_note
    try:
        write(coaching_id=pk, text=form.cleaned_data["text"], actor=acting(request), now=utc_now())
    except ProductError as error:
        form.add_error(None, str(error))
        return _page(request, side, form, kept(error))
    said = (
        _("Catatan disimpan untuk pembina saja.") if is_private else _("Catatan disimpan untuk kedua pihak.")
    )
    messages.success(request, said)
    return redirect("coaching:detail", pk)


@official
@require_http_methods(METHODS)
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why; end the coaching on POST."""
    side = proven(request, pk, as_coach=True)
    form = EndForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return draw(request, "end.html", side, {"form": form}, 422 if form.errors else 200)
    end_coaching(coaching_id=pk, reason=form.cleaned_data["reason"], actor=acting(request), now=utc_now())
    messages.success(request, _("Pembinaan %(name)s berakhir.") % {"name": side.coaching.instansi.name})
    return redirect("coaching:board")
