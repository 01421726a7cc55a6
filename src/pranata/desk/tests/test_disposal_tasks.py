"""The desk says whose step a proposal of disposal waits for, and which requests are to be decided."""

from pranata.desk.queries.disposal import disposal_tasks
from pranata.organisation.tests.cast import NOW
from pranata.records.operations.begin_destruction import begin_destruction
from pranata.records.operations.set_erasure_term import set_erasure_term
from pranata.records.tests.conftest import archive, disposal
from pranata.records.tests.test_erasure import ask

__all__ = ["archive", "disposal"]


def titles(actor):
    return [task.title for task in disposal_tasks(actor, now=NOW)]


def test_each_step_is_on_the_desk_of_who_may_take_it(disposal):
    people = (disposal.ratna, disposal.alice, disposal.sari, disposal.indra)
    disposal.proposed(disposal.version(name="a.pdf").document)
    to_appraise = ["Nilai usul penyusutan 1"]
    assert [titles(p) for p in people] == [[], to_appraise, [], to_appraise]
    appraised = disposal.appraised(disposal.version(name="b.pdf").document)
    assert titles(disposal.sari) == [f"Setujui usul penyusutan {appraised.number}"]
    approved = disposal.approved(disposal.version(name="c.pdf").document)
    first = f"Laksanakan pemusnahan usul {approved.number}, orang pertama"
    assert titles(disposal.ratna) == [first]
    begin_destruction(proposal=approved, actor=disposal.ratna, now=NOW)
    assert titles(disposal.ratna) == []
    second = f"Laksanakan pemusnahan usul {approved.number}, orang kedua"
    assert second in titles(disposal.indra)
    assert titles(disposal.archive.cast.bob) == []


def test_the_number_of_queries_does_not_grow_with_proposals(disposal, django_assert_num_queries):
    disposal.proposed(disposal.version(name="a.pdf").document)
    with django_assert_num_queries(2):
        disposal_tasks(disposal.alice, now=NOW)
    disposal.proposed(disposal.version(name="b.pdf").document)
    with django_assert_num_queries(2):
        assert len(disposal_tasks(disposal.alice, now=NOW)) == 2


def test_the_archivist_is_told_of_requests_and_whether_the_own_term_is_past(archive):
    assert titles(archive.ratna) == []
    ask(archive)
    (task,) = disposal_tasks(archive.ratna, now=NOW)
    assert (task.title, task.when) == ("Putuskan 1 permintaan hapus", "")
    assert "Budi" not in task.title + task.detail
    set_erasure_term(days=3, basis="SOP", actor=archive.ratna, now=NOW)
    (task,) = disposal_tasks(archive.ratna, now=NOW)
    assert task.when
    assert titles(archive.cast.alice) == []
