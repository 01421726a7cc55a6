"""The clock passes the deadline: what arrived before counts, what arrived after is refused and not lost."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from pranata.assessment.models import Answer, Finding, Stage
from pranata.assessment.operations._deadline import StageOver
from pranata.assessment.operations.attach_evidence import attach_evidence
from pranata.assessment.operations.close_assessment import close_assessment
from pranata.assessment.operations.import_levels import import_levels
from pranata.assessment.operations.judge_requirements import Judged, judge_requirements
from pranata.assessment.operations.save_answer import save_answer
from pranata.assessment.tests.calls import DAY, make_call
from pranata.assessment.tests.scenes import make_draft
from pranata.foundation.clock import utc_now
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.tests.cast import NOW, make_cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_second_factor_asked")]

END = NOW + 10 * DAY
A_MOMENT = dt.timedelta(microseconds=1)


def called(cast, end):
    """Alice's assessment, called until `end`."""
    with tenant_scope(cast.instansi.pk):
        found = make_draft(cast.alice)
    make_call(cast, found, dates={Stage.SELF: (end - 40 * DAY, end)})
    return found


def test_what_arrives_before_the_deadline_counts_and_what_arrives_at_it_is_refused_everywhere():
    cast = make_cast()
    found = called(cast, END)
    by = {"assessment": found, "actor": cast.alice}

    def save(level, now):
        save_answer(**by, indicator="11", expected_version=0, level=Decimal(level), now=now)

    with tenant_scope(cast.instansi.pk):
        save(2, END - A_MOMENT)
        with pytest.raises(StageOver) as refusal:
            save(3, END)
        assert refusal.value.ended_at == END
        assert "Kota Seberang" in str(refusal.value)
        judged = [Judged(requirement="3.1", version=0, verdict="met")]
        with pytest.raises(StageOver):
            judge_requirements(**by, indicator="11", judged=judged, now=END)
        with pytest.raises(StageOver):
            attach_evidence(**by, indicator="11", requirement="3.1", items=[], now=END)
        levels = {"1": Decimal(2)}
        with pytest.raises(StageOver):
            import_levels(**by, levels=levels, expected_versions=None, filename="a.csv", now=END)
        assert Answer.objects.get(assessment=found, indicator="11").level == 2
        assert not Finding.objects.exists()
        # Closing is not answering: what is there by the deadline can still be closed.
        close_assessment(**by, now=END + DAY, accept_missing=True)


def test_a_form_sent_too_late_keeps_what_was_typed_and_one_that_began_in_time_is_saved(client, monkeypatch):
    cast = make_cast()
    end = utc_now() - dt.timedelta(hours=1)
    found = called(cast, end)
    client.force_login(cast.alice_account)
    url = reverse("assessment:indicator", args=[found.pk, "11"])
    typed = {"versi": "0", "tingkat": "3", "catatan": "Perwali 12/2025 halaman 4"}
    late = client.post(url, typed)
    page = late.content.decode()
    assert late.status_code == 409
    assert "berakhir" in page
    assert 'id="belum-tersimpan" rows="6" readonly' in page
    assert "Perwali 12/2025 halaman 4</textarea>" in page
    told = client.post(url, typed, headers={"Accept": "application/json"}).json()
    assert "berakhir" in told["what"]
    assert told["remedy"]
    shown = client.get(url).content.decode()
    assert 'name="catatan"' not in shown
    assert "answer.js" in shown
    assert (
        "Dipanggil oleh Kota Seberang"
        in client.get(reverse("assessment:detail", args=[found.pk])).content.decode()
    )
    # The request began before the end; its body came after.
    monkeypatch.setattr("pranata.organisation.web.middleware.utc_now", lambda: end - A_MOMENT)
    assert client.post(url, typed).status_code == 302
    with tenant_scope(cast.instansi.pk):
        assert Answer.objects.get(assessment=found, indicator="11").level == 3
