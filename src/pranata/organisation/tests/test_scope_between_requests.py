"""A connection lives for many requests; none inherits the scope of the one before, however that ended."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from pranata.foundation.models import Account
from pranata.foundation.tenancy import current_scope, tenant_scope
from pranata.organisation.models import Unit
from pranata.organisation.tests.cast import make_cast
from pranata.organisation.web.middleware import ActorMiddleware

pytestmark = pytest.mark.usefixtures("committed_db")


class Mishap(Exception):
    pass


def raises(_request: HttpRequest) -> HttpResponse:
    assert Unit.objects.exists()
    raise Mishap


def fails_in_the_database(_request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM no_such_table")
    raise AssertionError


def fails_inside_a_transaction(request: HttpRequest) -> HttpResponse:
    with transaction.atomic(), transaction.atomic():
        return fails_in_the_database(request)


def swallows_a_failure_inside_a_transaction(request: HttpRequest) -> HttpResponse:
    with transaction.atomic():
        with pytest.raises(DatabaseError):
            fails_in_the_database(request)
        raise Mishap


def leaves_an_inner_scope_by_an_error(request: HttpRequest) -> HttpResponse:
    with transaction.atomic(), tenant_scope(1):
        return fails_in_the_database(request)


def opens_a_transaction_and_leaves_it_open(request: HttpRequest) -> HttpResponse:
    transaction.set_autocommit(False)
    return fails_in_the_database(request)


def loses_its_connection(_request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
    connection.connection.pgconn.finish()
    raise Mishap


def is_interrupted(_request: HttpRequest) -> HttpResponse:
    raise KeyboardInterrupt


MISHAPS = [
    raises,
    fails_in_the_database,
    fails_inside_a_transaction,
    swallows_a_failure_inside_a_transaction,
    leaves_an_inner_scope_by_an_error,
    opens_a_transaction_and_leaves_it_open,
    loses_its_connection,
    is_interrupted,
]


def seen_by_the_next(account: Account | None = None) -> tuple[str, int]:
    """Serve an anonymous request on the same thread and return what it sees of any tenant."""
    seen: list[tuple[str, int]] = []

    def view(_request: HttpRequest) -> HttpResponse:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT coalesce(current_setting('pranata.tenant', true), '') "
                "|| coalesce(current_setting('pranata.account', true), '')"
            )
            seen.append((str(cursor.fetchone()[0]), Unit.objects.count()))
        return HttpResponse()

    serve(view, account)
    return seen[0]


def serve(view: Callable[[HttpRequest], HttpResponse], account: Account | None) -> None:
    request = RequestFactory().get("/")
    request.user = account or AnonymousUser()
    request.session = {}  # type: ignore[assignment]
    ActorMiddleware(view)(request)


def end_of_request() -> None:
    """Do what Django does when a request has ended, as the test client would not."""
    if not connection.in_atomic_block and connection.connection is not None:
        connection.close_if_unusable_or_obsolete()


@pytest.mark.parametrize("mishap", MISHAPS, ids=lambda view: view.__name__)
def test_the_next_anonymous_request_on_the_connection_sees_nothing(mishap: Callable[..., HttpResponse]):
    account = make_cast().alice_account
    with pytest.raises((Mishap, DatabaseError, KeyboardInterrupt)):
        serve(mishap, account)
    end_of_request()
    assert current_scope().tenant_id is None
    assert seen_by_the_next() == ("", 0)


def test_without_a_mishap_the_connection_is_the_same_and_its_scope_is_gone():
    account = make_cast().alice_account
    served_by = set()

    def view(_request: HttpRequest) -> HttpResponse:
        assert Unit.objects.exists()
        served_by.add(connection.connection.info.backend_pid)
        return HttpResponse()

    serve(view, account)
    assert seen_by_the_next() == ("", 0)
    assert served_by == {connection.connection.info.backend_pid}


def test_a_connection_whose_scope_cannot_be_taken_back_is_not_used_again(monkeypatch: pytest.MonkeyPatch):
    cast = make_cast()
    used = []

    def work_and_break() -> None:
        with tenant_scope(cast.instansi.pk):
            used.append(connection.connection.info.backend_pid)
            monkeypatch.setattr(connection.connection, "execute", lambda *_arguments: 1 // 0)

    with pytest.raises(ZeroDivisionError):
        work_and_break()
    assert seen_by_the_next() == ("", 0)
    assert connection.connection.info.backend_pid not in used
