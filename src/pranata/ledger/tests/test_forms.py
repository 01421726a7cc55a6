"""A detail has the form its action was declared with, or the act is refused."""

import timeit

import pytest

from pranata.foundation.tenancy import tenant_scope
from pranata.ledger import events
from pranata.ledger.canonical import Json
from pranata.ledger.forms import DATE, DIGEST, TEXT, WHOLE, YES_NO, by_key, form, list_of
from pranata.ledger.models import Entry
from pranata.ledger.operations.append_entry import DetailDoesNotFit, append_entry
from pranata.ledger.tests.acts import make_act

FORM = form(
    nama=TEXT,
    urutan=WHOLE,
    mulai=DATE.or_null,
    sidik=DIGEST.optional,
    selesai=YES_NO,
    isi=by_key(TEXT.or_null),
    daftar=list_of(WHOLE),
)
GOOD: dict[str, Json] = {
    "nama": "a",
    "urutan": 1,
    "mulai": None,
    "selesai": False,
    "isi": {"1": None},
    "daftar": [1, 2],
}


@pytest.mark.parametrize(
    "more", [{}, {"mulai": "2026-03-04"}, {"sidik": "0f" * 32}, {"isi": {}, "daftar": []}]
)
def test_a_detail_of_the_form_is_taken(more):
    assert FORM.fault(GOOD | more) is None


@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ({"nama": None}, "nama is not text"),
        ({"urutan": True}, "urutan is not whole number"),
        ({"urutan": "1"}, "urutan is not whole number"),
        ({"mulai": "4 Maret 2026"}, "mulai is not date or null"),
        ({"sidik": None}, "sidik is not SHA-256, optional"),
        ({"sidik": "0F" * 32}, "sidik is not SHA-256, optional"),
        ({"selesai": 0}, "selesai is not true or false"),
        ({"isi": {"1": 2}}, "isi is not text or null by key"),
        ({"daftar": [1, "2"]}, "daftar is not list of whole number"),
        ({"nik": "3201234567890001"}, "nik is not of this form"),
    ],
)
def test_any_other_is_refused_by_its_key(more, fault):
    assert FORM.fault(GOOD | more) == fault


@pytest.mark.parametrize("detail", [None, [], "teks", 1])
def test_what_is_no_object_is_refused(detail):
    assert FORM.fault(detail) == "not an object"


def test_a_key_left_out_is_named():
    assert FORM.fault({k: v for k, v in GOOD.items() if k != "urutan"}) == "urutan is missing"


def test_checking_a_form_costs_less_than_a_thousandth_of_saving_a_level():
    assert min(timeit.repeat(lambda: FORM.fault(GOOD), number=100, repeat=5)) / 100 < 0.000_05


@pytest.mark.django_db
class TestAppending:
    @pytest.mark.parametrize(
        ("action", "detail"),
        [
            (events.LOG_SUCCEEDED, {"sebab": "Siti Rahayu", "nik": "3201234567890001"}),
            (events.LOG_SUCCEEDED, {"sebab": 3201234567890001}),
            (events.LOG_SUCCEEDED, None),
            (events.ENTRIES_CARRIED, {"sebab": "3201234567890001"}),
        ],
    )
    def test_it_refuses_a_detail_of_another_form_and_repeats_nothing_of_it(self, action, detail):
        with tenant_scope(1), pytest.raises(DetailDoesNotFit) as refusal:
            append_entry(make_act(action=action, detail=detail))
        assert "3201234567890001" not in str(refusal.value)
        assert not Entry.objects.exists()

    def test_the_entry_says_by_which_class_it_is_kept(self):
        with tenant_scope(1):
            ref = append_entry(make_act(action=events.ENTRIES_CARRIED, detail=None))
            assert Entry.objects.get(event_id=ref.event_id).document["retention"] == {"class": "log"}
