"""A database that is away is told as such, and takes nothing with it that was typed."""

import psycopg
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import InterfaceError, OperationalError, connection, connections
from django.http import HttpResponse
from django.urls import path

from pranata.foundation.testing.processes import free_port
from pranata.foundation.web.outage import is_outage


def lose(request):
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ada")


def blunder(request):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 1; SELECT pg_sleep(1)")
    return HttpResponse("ada")


urlpatterns = [path("data", lose), path("lambat", blunder), path("akun/masuk/", lose)]
handler404 = "pranata.foundation.web.errors.not_found"
handler500 = "pranata.foundation.web.errors.server_error"


class TestIsOutage:
    @pytest.mark.parametrize(
        "error",
        [
            psycopg.OperationalError("connection refused"),
            psycopg.errors.AdminShutdown(),
            psycopg.errors.CannotConnectNow(),
            psycopg.errors.TooManyConnections(),
            psycopg.errors.ConnectionFailure(),
        ],
    )
    def test_a_connection_lost_or_refused_is_one(self, error):
        assert is_outage(caused(OperationalError(), error))
        assert is_outage(caused(ValueError("rollback failed"), caused(OperationalError(), error)))

    def test_a_connection_found_closed_is_one(self):
        assert is_outage(InterfaceError("connection already closed"))

    @pytest.mark.parametrize(
        "error",
        [psycopg.errors.DeadlockDetected(), psycopg.errors.QueryCanceled(), psycopg.errors.DiskFull()],
    )
    def test_a_fault_the_server_names_is_none(self, error):
        assert not is_outage(caused(OperationalError(), error))

    def test_any_other_error_is_none(self):
        assert not is_outage(ValueError())
        assert not is_outage(None)


def caused(error, cause):
    error.__cause__ = cause
    return error


@pytest.fixture
def away(db, settings):
    """Point the connection at a port where nobody listens; the test's own transaction stays where it was."""
    kept = connections["default"]
    lost = connections.create_connection("default")
    lost.settings_dict = {**lost.settings_dict, "HOST": "127.0.0.1", "PORT": str(free_port())}
    connections["default"] = lost
    yield
    connections["default"] = kept


@pytest.mark.urls(__name__)
class TestThePageOfALostDatabase:
    @pytest.fixture(autouse=True)
    def answer_instead_of_raising(self, client):
        client.raise_request_exception = False

    def test_a_page_that_reads_says_503_and_when_to_come_back(self, client, away):
        answer = client.get("/data")
        text = answer.content.decode()
        assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "60", "no-store")
        assert "Pranata sedang tidak dapat melayani" in text
        assert "Muat ulang halaman ini" in text
        assert "<form" not in text

    def test_what_was_typed_is_offered_for_sending_again(self, client, away):
        text = client.post("/data?a=1", {"catatan": 'dua\nbaris "ini"', "pilih": ["1", "2"]}).content.decode()
        assert '<form method="post" action="/data?a=1">' in text
        assert '<input type="hidden" name="catatan" value="dua\nbaris &quot;ini&quot;">' in text
        assert text.count('name="pilih"') == 2
        assert "Kirim lagi" in text

    def test_a_form_with_a_file_leads_back_to_where_the_file_is(self, client, away):
        text = client.post("/data", {"berkas": SimpleUploadedFile("a.csv", b"1")}).content.decode()
        assert "formulirnya masih memuat yang Anda ketik" in text
        assert "<form" not in text

    @pytest.mark.parametrize("address", ["/akun/masuk/", "/data"])
    def test_a_password_is_never_written_into_the_page(self, client, away, address):
        answer = client.post(address, {"login": "alice", "password": "rahasia-sekali-2026"})
        assert answer.status_code == 503
        assert "rahasia-sekali-2026" not in answer.content.decode()
        assert "formulirnya masih memuat yang Anda ketik" in answer.content.decode()

    def test_a_script_gets_the_words_as_json(self, client, away):
        answer = client.post("/data", {"tingkat": "3"}, headers={"Accept": "application/json"})
        assert (answer.status_code, answer["Retry-After"]) == (503, "60")
        assert answer.json()["what"] == "Pranata sedang tidak dapat melayani"

    def test_a_session_that_cannot_be_read_is_the_same_outage(self, client, away, settings):
        client.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32
        assert client.get("/data").status_code == 503

    @pytest.mark.django_db
    def test_a_statement_that_takes_too_long_is_still_a_fault_of_ours(self, client):
        assert client.get("/lambat").status_code == 500
