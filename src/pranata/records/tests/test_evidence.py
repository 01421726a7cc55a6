"""Items of evidence: several documents and links, with dates."""

import datetime as dt

import pytest

from pranata.foundation.errors import NotPermitted
from pranata.foundation.tests.blobs import samples
from pranata.ledger.queries.history import history_of
from pranata.organisation.tests.acts import recorded
from pranata.organisation.tests.cast import NOW, TODAY
from pranata.records.models import Document
from pranata.records.operations.add_evidence import (
    Claim,
    EndsBeforeItBegins,
    EvidenceEmpty,
    Part,
    PartUnknown,
    TooManyParts,
    add_evidence,
)
from pranata.records.operations.collect_evidence import Collected, collect_evidence
from pranata.records.operations.withdraw_evidence import (
    AlreadyWithdrawn,
    ReasonMissing,
    withdraw_evidence,
)
from pranata.records.tests.scenes import SK

CLAIM = Claim(title="Arsitektur SPBE ditetapkan", effective_on=TODAY)


class TestAddEvidence:
    def add(self, archive, *parts, actor=None, claim=CLAIM):
        return add_evidence(
            unit=archive.cast.dinkes, claim=claim, parts=parts, actor=actor or archive.cast.bob, now=NOW
        )

    def test_it_holds_documents_pages_and_links_in_order(self, archive):
        one, two = archive.version(), archive.version(samples.PNG, "foto.png")
        found = self.add(
            archive,
            Part(version=one, pages="3–5"),
            Part(version=two),
            Part(link="https://jdih.contoh.go.id/sk"),
        )
        parts = list(found.parts.order_by("position"))
        assert [(p.version, p.pages, p.link) for p in parts] == [
            (one, "3–5", ""),
            (two, "", ""),
            (None, "", "https://jdih.contoh.go.id/sk"),
        ]

    def test_its_entry_fixes_every_file(self, archive):
        version = archive.version()
        found = self.add(archive, Part(version=version))
        (line,) = history_of("evidence", str(found.public_id))
        assert [o["sha256"] for o in line.document["objects"]] == [None, version.sha256]

    def test_one_document_serves_many_items(self, archive):
        version = archive.version()
        self.add(archive, Part(version=version))
        self.add(archive, Part(version=version))
        assert version.parts.count() == 2

    def test_nothing_is_no_evidence(self, archive):
        with pytest.raises(EvidenceEmpty):
            self.add(archive)

    def test_too_much_is_refused(self, archive):
        with pytest.raises(TooManyParts):
            self.add(archive, *[Part(link="https://a.id")] * 51)

    def test_it_ends_after_it_begins(self, archive):
        with pytest.raises(EndsBeforeItBegins):
            self.add(
                archive,
                Part(link="https://a.id"),
                claim=Claim(title="x", effective_on=TODAY, expires_on=TODAY),
            )

    def test_a_secret_document_of_another_unit_is_unknown(self, archive):
        secret = archive.version(unit=archive.cast.inspektorat, actor=archive.ratna, security="R")
        with pytest.raises(PartUnknown):
            self.add(archive, Part(version=secret))

    @pytest.mark.parametrize("who", ["dana", "olga", "charlie"])
    def test_it_refuses_who_keeps_no_documents(self, archive, who):
        with pytest.raises(NotPermitted):
            self.add(archive, Part(version=archive.version()), actor=getattr(archive.cast, who))


class TestCollectEvidence:
    def collect(self, archive, *uploads, actor=None, **given):
        return collect_evidence(
            unit=archive.cast.dinkes,
            claim=CLAIM,
            collected=Collected(uploads=uploads, **given),
            description=SK,
            actor=actor or archive.cast.bob,
            now=NOW,
        )

    def test_a_single_file_takes_the_title_and_the_pages(self, archive):
        found = self.collect(archive, archive.upload(), pages="7", link="https://a.id")
        assert [p.pages for p in found.parts.order_by("position")] == ["7", ""]
        assert Document.objects.get().title == SK.title

    def test_several_files_keep_their_names(self, archive):
        self.collect(
            archive, archive.upload(name="undangan_rapat.pdf"), archive.upload(samples.PNG, "foto.png")
        )
        assert sorted(Document.objects.values_list("title", flat=True)) == ["foto", "undangan rapat"]

    def test_it_is_all_or_nothing(self, archive):
        one, foreign = archive.upload(), archive.upload(samples.PNG, "a.png", archive.cast.alice)
        with pytest.raises(Exception, match="tidak ditemukan"):
            self.collect(archive, one, foreign)
        assert Document.objects.count() == 0
        one.refresh_from_db()
        assert one.taken_at is None

    def test_it_refuses_dana_who_only_reads(self, archive):
        with pytest.raises(NotPermitted):
            self.collect(archive, archive.upload(), actor=archive.cast.dana)


class TestWithdrawEvidence:
    def withdraw(self, archive, evidence, reason="Dokumen dicabut", actor=None):
        return withdraw_evidence(
            evidence=evidence, reason=reason, actor=actor or archive.cast.bob, now=NOW + dt.timedelta(days=1)
        )

    def test_it_stays_with_its_reason(self, archive):
        found = self.withdraw(archive, archive.evidence())
        assert found.withdrawn_reason == "Dokumen dicabut"
        assert recorded()[0] == "bukti.tarik"

    def test_it_happens_once(self, archive):
        evidence = archive.evidence()
        self.withdraw(archive, evidence)
        with pytest.raises(AlreadyWithdrawn):
            self.withdraw(archive, evidence)

    def test_it_says_why(self, archive):
        with pytest.raises(ReasonMissing):
            self.withdraw(archive, archive.evidence(), " ")

    @pytest.mark.parametrize("who", ["dana", "olga", "charlie"])
    def test_it_refuses_who_keeps_no_documents(self, archive, who):
        with pytest.raises(NotPermitted):
            self.withdraw(archive, archive.evidence(), actor=getattr(archive.cast, who))
