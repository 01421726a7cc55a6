"""Two officials at once: what each may do alone, both together may not."""

import threading
from collections.abc import Callable

from django.db import IntegrityError, OperationalError, connection, transaction

from pranata.foundation.errors import ProductError
from pranata.foundation.tenancy import tenant_scope
from pranata.organisation.models import Assignment, Person, Position, Unit
from pranata.organisation.tests.cast import SINCE, Cast, make_cast, make_unit

Work = Callable[[], object]


class Race:
    """Two transactions; the first commits only while the second is already waiting inside the database."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.outcomes: dict[str, str] = {}
        self.first_wrote, self.second_started = threading.Event(), threading.Event()

    def run(self, first: Work, second: Work) -> list[str]:
        threads = [
            threading.Thread(target=self._attempt, args=("first", lambda: None, first, self._hold_open)),
            threading.Thread(target=self._attempt, args=("second", self._await, second, lambda: None)),
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        return [self.outcomes["first"], self.outcomes["second"]]

    def _attempt(self, name: str, before: Work, work: Work, after: Work) -> None:
        try:
            with tenant_scope(self.cast.instansi.pk), transaction.atomic():
                before()
                work()
                after()
            self.outcomes[name] = "done"
        except IntegrityError as error:
            self.outcomes[name] = error.__cause__.diag.constraint_name  # type: ignore[union-attr]
        except (ProductError, OperationalError) as error:
            self.outcomes[name] = type(error).__name__
        finally:
            connection.close()

    def _await(self) -> None:
        self.first_wrote.wait(10)
        self.second_started.set()

    def _hold_open(self) -> None:
        self.first_wrote.set()
        self.second_started.wait(10)
        # Half a second is ample for the second to reach the lock it has to wait for.
        threading.Event().wait(0.5)


def hold(cast: Cast, position: Position, name: str) -> Work:
    def work() -> None:
        person = Person.objects.create(instansi=cast.instansi, name=name)
        Assignment.objects.create(instansi=cast.instansi, position=position, person=person, starts_on=SINCE)

    return work


def test_of_two_definitif_holders_entered_at_once_one_is_refused(committed_db):
    cast = make_cast()
    with tenant_scope(cast.instansi.pk):
        position = Position.objects.create(
            instansi=cast.instansi, unit=cast.dinkes, code="baru", title="Baru", starts_on=SINCE
        )
    outcomes = Race(cast).run(hold(cast, position, "Satu"), hold(cast, position, "Dua"))
    assert outcomes == ["done", "one_definitif_at_a_time"]


def test_of_two_moves_that_together_make_a_circle_one_is_refused(committed_db):
    cast = make_cast()
    with tenant_scope(cast.instansi.pk):
        a = make_unit(cast.instansi, "A", parent=cast.root)
        b = make_unit(cast.instansi, "B", parent=cast.root)
    outcomes = Race(cast).run(
        lambda: Unit.objects.filter(pk=a.pk).update(parent=b),
        lambda: Unit.objects.filter(pk=b.pk).update(parent=a),
    )
    assert outcomes == ["done", "unit_not_above_itself"]


def test_a_unit_that_ends_while_another_is_hung_under_it_does_not_leave_an_orphan(committed_db):
    cast = make_cast()
    with tenant_scope(cast.instansi.pk):
        parent = make_unit(cast.instansi, "Induk", parent=cast.root)
    outcomes = Race(cast).run(
        lambda: Unit.objects.filter(pk=parent.pk).update(ends_on="2024-01-01"),
        lambda: make_unit(cast.instansi, "Anak", parent=parent),
    )
    assert outcomes == ["done", "unit_within_parent"]
