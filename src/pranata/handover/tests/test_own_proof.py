"""The personal bundle: one's own acts and nobody else's, proven without this house, also after leaving it."""

import io
import subprocess
import sys
import zipfile

import pytest
from django.urls import reverse

from pranata.assessment.tests.scenes import enter, make_draft
from pranata.foundation.errors import NotPermitted
from pranata.foundation.tenancy import tenant_scope
from pranata.handover.operations.export_own_proof import NothingDone, export_own_proof
from pranata.handover.policies import Signer
from pranata.handover.queries import own_proof
from pranata.handover.queries.own_proof import ProofClosed, own_bundle, own_scope
from pranata.handover.tests.scenes import BEFORE, ENDS_AT, SECOND, make_office
from pranata.ledger.bundles import verifikasi
from pranata.ledger.bundles.writing import write_zip
from pranata.ledger.queries.bundle import NotYetWitnessed
from pranata.ledger.tests.logs import Log
from pranata.ledger.tests.witnesses import cosign, policy_of
from pranata.organisation.models import Person


@pytest.fixture
def log(committed_db, tmp_path):
    found = Log(committed_db, tmp_path)
    yield found
    found.close()


@pytest.fixture
def at_home(log):
    """The site finds this log's keys; undone before its database is left, which asks for the run's own."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("PRANATA_HOME", str(log.home))
        environment.setattr("pranata.handover.web.views.own_proof.confirm_first", lambda *_: None)
        yield log


@pytest.fixture
def left(log):
    """Bob answered, handed over and left; the log is signed."""
    found = make_office()
    with tenant_scope(found.cast.instansi.pk):
        draft = make_draft(found.cast.alice)
        for number in ("1", "2", "3"):
            enter(draft, number, 2, found.cast.bob)
        found.sign(found.bob, BEFORE)
        found.sign(Signer.official(found.sari), ENDS_AT)
        found.sign(Signer.official(found.cast.alice), ENDS_AT + SECOND)
    log.drain()
    return found


def exported(log, found, **given):
    with own_scope(found.cast.bob_account.pk, found.cast.bob.person_id) as person:
        fields = {"account_id": found.cast.bob_account.pk, "policy": policy_of(log), "now": ENDS_AT, **given}
        return export_own_proof(person=person, **fields).event_id


def zipped(log, found, export_id):
    with own_scope(found.cast.bob_account.pk, found.cast.bob.person_id) as person:
        target = io.BytesIO()
        write_zip(own_bundle(export_id, person, policy=policy_of(log)), target)
    return target


def signed(log):
    log.drain()
    cosign(log)


class TestTheBundle:
    def test_it_is_proven_and_holds_every_act_of_the_person(self, log, left):
        export_id = exported(log, left)
        signed(log)
        found = verifikasi.verify(verifikasi.of_zip(zipped(log, left, export_id)), policy_of(log))
        assert (found.verdict, found.reason) == (verifikasi.PROVEN, "")
        actions = [event.action for event in found.events]
        assert actions.count("jawaban.simpan") == 3
        assert actions.count("sertijab.tandatangan") == 3
        assert "jabatan.serahterima" in actions
        assert "asesmen.buat" not in actions
        assert found.opened >= 6

    def test_the_signed_dossier_goes_along_and_is_what_the_log_says(self, log, left):
        export_id = exported(log, left)
        signed(log)
        names = zipfile.ZipFile(zipped(log, left, export_id)).namelist()
        with tenant_scope(left.cast.instansi.pk):
            [sha256] = own_proof.own_dossiers(Person.objects.get(pk=left.cast.bob.person_id))
        assert any(name.endswith(f"data/naskah/{sha256}") for name in names)

    def test_a_machine_without_pranata_proves_it(self, log, left, tmp_path):
        export_id = exported(log, left)
        signed(log)
        with zipfile.ZipFile(zipped(log, left, export_id)) as archive:
            archive.extractall(tmp_path / "paket")
        [folder] = (tmp_path / "paket").iterdir()
        keys = tmp_path / "kunci.txt"
        keys.write_bytes(policy_of(log))
        command = [sys.executable, "-I", "-S", "verifikasi.py", "--kunci", str(keys)]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        assert (done.returncode, "TERBUKTI" in done.stdout) == (0, True), done.stdout

    def test_one_changed_byte_is_not_proven(self, log, left):
        export_id = exported(log, left)
        signed(log)
        with zipfile.ZipFile(zipped(log, left, export_id)) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
        name = next(name for name in files if "/data/peristiwa/" in name)
        files[name] = files[name].replace(b"definitif", b"definitiF") or files[name]
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as archive:
            for member, content in files.items():
                archive.writestr(member, content)
        assert verifikasi.verify(verifikasi.of_zip(target), policy_of(log)).verdict == verifikasi.NOT_PROVEN

    def test_made_twice_it_is_the_same_bytes_so_a_killed_one_is_made_again(self, log, left):
        export_id = exported(log, left)
        signed(log)
        assert zipped(log, left, export_id).getvalue() == zipped(log, left, export_id).getvalue()

    def test_until_witnesses_have_signed_it_is_not_given(self, log, left):
        export_id = exported(log, left)
        with pytest.raises(NotYetWitnessed):
            zipped(log, left, export_id)

    def test_many_acts_come_in_parts_and_share_checkpoints(self, log, left, monkeypatch):
        monkeypatch.setattr(own_proof, "PART", 3)
        monkeypatch.setattr(own_proof, "MOST_HEADS", 1)
        first, second = exported(log, left, part=1), exported(log, left, part=2)
        signed(log)
        for export_id in (first, second):
            found = verifikasi.verify(verifikasi.of_zip(zipped(log, left, export_id)), policy_of(log))
            assert (found.verdict, found.reason) == (verifikasi.PROVEN, "")


class TestWhoseItIs:
    def test_it_refuses_another_persons_account(self, log, left):
        with pytest.raises(NotPermitted):
            exported(log, left, account_id=left.cast.alice_account.pk)
        with pytest.raises(ProofClosed), own_scope(left.cast.alice_account.pk, left.cast.bob.person_id):
            pass

    def test_it_refuses_an_export_of_somebody_else_and_one_that_is_none(self, log, left):
        export_id = exported(log, left)
        signed(log)
        account = left.cast.alice_account.pk
        with own_scope(account, left.cast.alice.person_id) as alice, pytest.raises(ProofClosed):
            own_bundle(export_id, alice, policy=policy_of(log))

    def test_it_refuses_charlie_of_another_instansi(self, log, left):
        export_id = exported(log, left)
        account = left.cast.charlie_account.pk
        with own_scope(account, left.cast.charlie.person_id) as charlie, pytest.raises(ProofClosed):
            own_bundle(export_id, charlie, policy=policy_of(log))
        with pytest.raises(ProofClosed), own_scope(account, left.cast.bob.person_id):
            pass

    def test_it_refuses_where_nothing_was_done(self, log, left):
        with pytest.raises(NothingDone):
            exported(log, left, part=99)


class TestThePages:
    def test_somebody_who_left_takes_their_bundle(self, log, left, at_home, client, settings, tmp_path):
        settings.UPLOADS = tmp_path / "uploads"
        client.force_login(left.cast.bob_account)
        seat = left.cast.bob.person_id
        page = client.get(reverse("handover:own_proof"))
        assert "Kota Contoh" in page.content.decode()
        sent = client.post(reverse("handover:own_export", args=[seat]))
        assert sent.status_code == 302
        assert "sedang dikunci" in client.get(sent.headers["Location"]).content.decode()
        log.drain()
        ready = client.get(sent.headers["Location"]).content.decode()
        assert "siap diunduh" in ready
        answer = client.get(f"{sent.headers['Location']}unduh/")
        content = io.BytesIO(b"".join(answer.streaming_content))
        assert verifikasi.verify(verifikasi.of_zip(content), None).verdict == verifikasi.SELF_CONSISTENT
        pdf = client.get(reverse("handover:own_printed", args=[seat]))
        assert pdf.content.startswith(b"%PDF")

    def test_another_persons_pages_do_not_exist(self, log, left, at_home, client):
        export_id = exported(log, left)
        seat = left.cast.bob.person_id
        for account in (left.cast.alice_account, left.cast.charlie_account):
            client.force_login(account)
            for name in ("own_package", "own_download"):
                found = client.get(reverse(f"handover:{name}", args=[seat, export_id]))
                assert found.status_code == 404
            assert client.get(reverse("handover:own_printed", args=[seat])).status_code == 404
            assert client.post(reverse("handover:own_export", args=[seat])).status_code == 404

    def test_it_asks_once_more_who_is_there(self, log, left, client):
        client.force_login(left.cast.bob_account)
        asked = client.post(reverse("handover:own_export", args=[left.cast.bob.person_id]))
        assert asked.headers["Location"].startswith(reverse("account_reauthenticate"))

    def test_a_stranger_is_led_to_sign_in(self, client, db):
        assert "/akun/masuk/" in client.get(reverse("handover:own_proof")).headers["Location"]
