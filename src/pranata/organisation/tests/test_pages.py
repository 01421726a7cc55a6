"""The pages under /kelola/: who sees them, what they do, and that they do not slow down with rows."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.models import Assignment, Grant, PendingImport, Person, Position, Unit
from pranata.organisation.tests.acts import make_assignment, make_person, make_position
from pranata.organisation.tests.cast import SINCE, make_actor, make_cast, make_unit

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script>{{ 7*7 }}"


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def olga(client, cast):
    client.force_login(cast.olga_account)
    return client


@pytest.fixture
def bob(client, cast):
    client.force_login(cast.bob_account)
    return client


def at(name, *args):
    return reverse(f"organisation:{name}", args=args)


READ = [
    ("home", None),
    ("units", None),
    ("unit", "unit"),
    ("positions", None),
    ("position", "position"),
    ("people", None),
    ("person", "person"),
    ("roles", None),
    ("history", None),
    ("act_as", None),
]
CHANGE = [
    ("unit_register", "unit"),
    ("unit_end", "unit"),
    ("unit_move", "unit"),
    ("position_create", "unit"),
    ("position_end", "position"),
    ("position_superior", "position"),
    ("position_assign", "position"),
    ("assignment_end", "assignment"),
    ("person_register", None),
    ("person_end", "person"),
    ("person_invite", "person"),
    ("role_grant", None),
    ("role_revoke", "grant"),
    ("imports", None),
]


def address(cast, name, what):
    with tenant_scope(cast.instansi.pk):
        pk = {
            "unit": cast.dinkes.pk,
            "position": cast.bob.position_id,
            "person": cast.bob.person_id,
            "assignment": cast.bob.assignment_id,
            "grant": Grant.objects.get(position_id=cast.bob.position_id).pk,
        }.get(what or "")
    return at(name, pk) if pk else at(name)


class TestWhoSees:
    @pytest.mark.parametrize(("name", "what"), READ + CHANGE)
    def test_olga_sees_every_page(self, olga, cast, name, what):
        assert olga.get(address(cast, name, what)).status_code == 200

    @pytest.mark.parametrize(("name", "what"), READ)
    def test_bob_reads_how_his_instansi_is_organised(self, bob, cast, name, what):
        assert bob.get(address(cast, name, what)).status_code == 200

    @pytest.mark.parametrize(("name", "what"), CHANGE)
    def test_bob_is_refused_every_form(self, bob, cast, name, what):
        assert bob.get(address(cast, name, what)).status_code == 403
        assert bob.post(address(cast, name, what), {}).status_code == 403

    @pytest.mark.parametrize(("name", "what"), [pair for pair in READ + CHANGE if pair[1]])
    def test_charlie_finds_nothing_of_another_instansi(self, client, cast, name, what):
        client.force_login(cast.charlie_account)
        assert client.get(address(cast, name, what)).status_code == 404

    def test_a_stranger_is_led_to_sign_in(self, client, cast):
        answer = client.get(at("home"))
        assert answer.status_code == 302
        assert "masuk" in answer.url or "login" in answer.url

    def test_nip_and_address_are_for_administrators_only(self, client, cast):
        with tenant_scope(cast.instansi.pk):
            person = make_person(cast, nip="198001012005011001", email="rahasia@contoh.test")
        for account, seen in ((cast.olga_account, True), (cast.bob_account, False)):
            client.force_login(account)
            for page in (at("person", person.pk), at("people")):
                assert (b"198001012005011001" in client.get(page).content) is seen


class TestForms:
    def test_a_unit_is_added_and_the_page_says_so(self, olga, cast):
        given = {"kind": "bidang", "code": "B1", "name": "Bidang Satu", "starts_on": "2025-01-01"}
        answer = olga.post(at("unit_register", cast.root.pk), given, follow=True)
        assert "Unit ditambahkan." in answer.content.decode()

    def test_a_refusal_keeps_what_was_typed_and_leads_to_the_field(self, olga, cast):
        given = {"kind": "opd", "code": cast.dinkes.code, "name": "Dinas Baru", "starts_on": "2025-01-01"}
        answer = olga.post(at("unit_register", cast.root.pk), given)
        text = answer.content.decode()
        assert answer.status_code == 422
        assert 'value="Dinas Baru"' in text
        assert 'href="#id_code"' in text

    def test_an_empty_form_names_every_missing_field(self, olga, cast):
        text = olga.post(at("unit_register", cast.root.pk), {}).content.decode()
        assert "data-error-summary" in text

    def test_somebody_is_put_in_a_position_by_nip(self, olga, cast):
        with tenant_scope(cast.instansi.pk):
            position = make_position(cast, "baru")
            make_person(cast, nip="198001012005011001")
        given = {
            "person": "19800101 200501 1 001",
            "capacity": "definitif",
            "decree_number": "SK 5",
            "starts_on": "2025-01-01",
        }
        answer = olga.post(at("position_assign", position.pk), given, follow=True)
        assert "Rini Contoh" in answer.content.decode()

    def test_olga_cannot_give_her_own_post_a_role(self, olga, cast):
        given = {
            "position": cast.olga.position_id,
            "role": "coordinator",
            "unit": cast.root.pk,
            "starts_on": "2025-01-01",
        }
        answer = olga.post(at("role_grant"), given)
        assert answer.status_code == 403
        assert "Anda pegang sendiri" in answer.content.decode()

    def test_every_other_form_does_what_it_says(self, olga, cast):
        with tenant_scope(cast.instansi.pk):
            unit = make_unit(cast.instansi, "Sementara", parent=cast.root)
            grant = Grant.objects.get(position_id=cast.bob.position_id)
        ended = {"ends_on": "2025-06-01", "basis": "SK 9"}
        posts = [
            (at("unit_end", unit.pk), ended),
            (at("role_revoke", grant.pk), ended),
            (at("assignment_end", cast.bob.assignment_id), ended),
            (at("position_superior", cast.bob.position_id), {"superior": cast.alice.position_id}),
            (at("person_end", cast.bob.person_id), ended),
            (at("position_end", cast.bob.position_id), ended),
            (at("person_register"), {"name": "Baru"}),
            (
                at("position_create", cast.dinkes.pk),
                {"code": "K1", "title": "Kepala", "starts_on": "2025-01-01"},
            ),
            (
                at("unit_move", cast.dinkes.pk),
                {"parent": cast.diskominfo.pk, "on": "2026-01-01", "legal_basis": "Perbup 1"},
            ),
        ]
        for page, given in posts:
            assert olga.post(page, given).status_code == 302, page
        with tenant_scope(cast.instansi.pk):
            assert Unit.objects.filter(continues=cast.dinkes).exists()

    def test_names_are_shown_and_not_run(self, olga, cast):
        with tenant_scope(cast.instansi.pk):
            unit = make_unit(cast.instansi, "x", parent=cast.root)
            Unit.objects.filter(pk=unit.pk).update(name=HOSTILE)
            position = make_position(cast, "jahat", title=HOSTILE, unit=cast.dinkes)
            make_assignment(cast, position, make_person(cast, HOSTILE))
        for page in (
            at("units"),
            at("unit", unit.pk),
            at("positions"),
            at("position", position.pk),
            at("people"),
        ):
            text = olga.get(page).content.decode()
            assert "<script>alert(1)" not in text
            assert "&lt;script&gt;" in text

    def test_an_invited_person_sets_a_password_by_the_link_that_is_shown_once(self, olga, client, cast):
        with tenant_scope(cast.instansi.pk):
            person = make_person(cast)
        answer = olga.post(at("person_invite", person.pk), {"email": "rini@contoh.test"})
        text = answer.content.decode()
        link = text.split('id="tautan" readonly value="')[1].split('"')[0]
        client.logout()
        page = client.get(link, follow=True)
        assert page.status_code == 200
        target = page.redirect_chain[-1][0]
        client.post(target, {"password1": "sangat-rahasia-2027!", "password2": "sangat-rahasia-2027!"})
        with tenant_scope(cast.instansi.pk):
            account = Person.objects.get(pk=person.pk).account
        assert account is not None
        assert account.check_password("sangat-rahasia-2027!")


class TestLists:
    @pytest.mark.parametrize("name", ["positions", "people", "units", "roles", "home"])
    def test_the_number_of_queries_does_not_grow_with_rows(
        self, olga, cast, name, django_assert_max_num_queries
    ):
        def fill(start, count):
            with tenant_scope(cast.instansi.pk):
                for n in range(start, start + count):
                    unit = make_unit(cast.instansi, f"Unit {n}", parent=cast.root)
                    position = make_position(cast, f"p{n}", unit=unit)
                    make_assignment(cast, position, make_person(cast, f"Orang {n}"))
                    Grant.objects.create(
                        instansi=cast.instansi, position=position, unit=unit, role="leader", starts_on=SINCE
                    )

        fill(0, 2)
        with django_assert_max_num_queries(100) as few:
            olga.get(at(name))
        fill(2, 25)
        with django_assert_max_num_queries(len(few)):
            olga.get(at(name))
        assert len(few) <= 25

    def test_positions_are_filtered_sorted_and_exported_as_filtered(self, olga, cast):
        with tenant_scope(cast.instansi.pk):
            make_position(cast, "kosong-1", title="Analis Kosong")
        text = olga.get(at("positions"), {"masalah": "kosong", "urut": "-nama"}).content.decode()
        assert "Analis Kosong" in text
        assert "Sekretaris Dinas Kesehatan" not in text.split("<tbody>")[1]
        file = b"".join(olga.get(at("positions"), {"masalah": "kosong", "ekspor": "csv"}).streaming_content)
        assert b"Analis Kosong" in file
        assert b"Sekretaris" not in file

    @pytest.mark.parametrize(
        "query", ["?halaman=x", "?urut=;--", "?unit=9" + "9" * 30, "?pada=kemarin", "?masalah=apa", "?q=%00"]
    )
    def test_strange_addresses_do_no_harm(self, olga, query):
        assert olga.get(at("positions") + query).status_code in (200, 400)

    def test_a_day_in_the_past_shows_what_was_then(self, olga, cast):
        with tenant_scope(cast.instansi.pk):
            unit = make_unit(cast.instansi, "Dinas Lama", parent=cast.root)
            Unit.objects.filter(pk=unit.pk).update(ends_on=dt.date(2022, 1, 1))
        assert "Dinas Lama" in olga.get(at("units"), {"pada": "2021-06-01"}).content.decode()
        assert "Dinas Lama" not in olga.get(at("units")).content.decode()


class TestImportPages:
    def upload(self, olga, content, name="unit.csv"):
        given = {"kind": "unit", "effective_on": "2025-01-01", "file": SimpleUploadedFile(name, content)}
        return olga.post(at("imports"), given, follow=True)

    def test_upload_preview_apply_undo(self, olga, cast):
        answer = self.upload(olga, b"kode,nama\n1,Dinas Satu\n2,Dinas Dua\n")
        assert "Siap diterapkan" in answer.content.decode()
        with tenant_scope(cast.instansi.pk):
            pk = PendingImport.objects.get().pk
        assert (
            "diterapkan seluruhnya"
            in olga.post(at("import_decide", pk, "terapkan"), follow=True).content.decode()
        )
        assert (
            "ditarik kembali" in olga.post(at("import_decide", pk, "urungkan"), follow=True).content.decode()
        )
        with tenant_scope(cast.instansi.pk):
            assert not Unit.objects.filter(code="1").exists()

    def test_wrong_rows_are_shown_first_with_their_reason(self, olga):
        text = self.upload(olga, b"kode,nama\n1,Dinas Satu\n2,\n").content.decode()
        assert "1 baris perlu diperbaiki" in text
        assert text.index("Kosong. Kolom ini harus diisi.") < text.index("Dinas Satu</td>")
        assert "terapkan/" not in text

    @pytest.mark.parametrize(
        ("name", "content"), [("a.xlsx", b"PK rusak"), ("a.exe", b"MZ"), ("a.csv", b" ")]
    )
    def test_an_unreadable_file_is_refused_above_the_form(self, olga, cast, name, content):
        answer = self.upload(olga, content, name)
        assert answer.status_code == 422
        assert "data-error-summary" in answer.content.decode()

    @pytest.mark.parametrize("kind", ["unit", "jabatan", "orang"])
    @pytest.mark.parametrize("extension", ["xlsx", "csv"])
    def test_a_template_can_be_uploaded_as_it_is(self, olga, cast, kind, extension):
        answer = olga.get(at("import_template", kind, extension))
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        file = SimpleUploadedFile(f"templat.{extension}", content)
        given = {"kind": kind, "effective_on": "2025-01-01", "file": file}
        assert olga.post(at("imports"), given, follow=True).status_code == 200

    def test_the_file_comes_back_as_it_was(self, olga, cast):
        content = b"kode,nama\n1,Dinas Satu\n"
        self.upload(olga, content, 'na"ma (1).csv')
        with tenant_scope(cast.instansi.pk):
            pk = PendingImport.objects.get().pk
        answer = olga.get(at("import_file", pk))
        assert answer.content == content
        assert answer.headers["Content-Disposition"] == 'attachment; filename="na_ma__1_.csv"'


class TestActingFor:
    def test_somebody_with_two_posts_chooses_and_the_choice_is_kept(self, olga, cast):
        with tenant_scope(cast.instansi.pk):
            position = make_position(cast, "kedua", title="Kepala Bagian Umum")
            second = make_assignment(
                cast, position, Person.objects.get(pk=cast.olga.person_id), capacity="plt"
            )
        answer = olga.post(at("act_as"), {"assignment": second.pk}, follow=True)
        assert "Anda kini bertindak sebagai Kepala Bagian Umum" in answer.content.decode()
        assert olga.get(at("home")).wsgi_request.actor.assignment_id == second.pk

    def test_a_choice_reaches_into_another_instansi(self, olga, cast):
        with tenant_scope(cast.other_instansi.pk):
            there = make_actor(cast.other_root, cast.olga_account, title="Tenaga ahli", role=None)
        olga.post(at("act_as"), {"assignment": there.assignment_id})
        assert olga.get(at("home")).wsgi_request.actor.instansi_id == cast.other_instansi.pk

    @pytest.mark.parametrize("whose", ["bob", "charlie"])
    def test_the_post_of_somebody_else_is_refused(self, olga, cast, whose):
        answer = olga.post(at("act_as"), {"assignment": getattr(cast, whose).assignment_id})
        assert answer.status_code == 403
        assert olga.get(at("home")).wsgi_request.actor.assignment_id == cast.olga.assignment_id

    def test_a_post_that_has_ended_is_left_for_one_that_has_not(self, olga, cast):
        with tenant_scope(cast.instansi.pk):
            position: Position = make_position(cast, "kedua")
            second = make_assignment(cast, position, Person.objects.get(pk=cast.olga.person_id))
        olga.post(at("act_as"), {"assignment": second.pk})
        with tenant_scope(cast.instansi.pk):
            Assignment.objects.filter(pk=second.pk).update(ends_on=dt.date(2024, 1, 1))
        assert olga.get(at("home")).wsgi_request.actor.assignment_id == cast.olga.assignment_id
