import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import RequestFactory, override_settings
from django.urls import path

from pranata.foundation.access import signed_in
from pranata.foundation.errors import NotPermitted, ProductError
from pranata.foundation.web.errors import ProductErrorMiddleware


def refuse(request):
    raise ProductError("Sudah ditutup.", why="<b>Karena</b>", remedy="Buka kembali.")


def refuse_right(request):
    raise NotPermitted("Tidak berwenang.")


def deny(request):
    raise PermissionDenied


def break_down(request):
    raise RuntimeError("rahasia")


@signed_in
def inside(request):
    return HttpResponse("di dalam")


urlpatterns = [
    path("dalam", inside),
    path("masuk", inside, name="account_login"),
    path("akun/sandi", refuse),
    path("tolak", refuse),
    path("hak", refuse_right),
    path("larang", deny),
    path("rusak", break_down),
]
handler403 = "pranata.foundation.web.errors.permission_denied"
handler404 = "pranata.foundation.web.errors.not_found"
handler500 = "pranata.foundation.web.errors.server_error"
pytestmark = pytest.mark.urls(__name__)


def test_a_refusal_keeps_its_status_and_its_words(client):
    response = client.get("/tolak")
    assert response.status_code == 409
    text = response.content.decode()
    assert "Sudah ditutup." in text
    assert "&lt;b&gt;Karena&lt;/b&gt;" in text
    assert "Buka kembali." in text


def test_a_refusal_of_a_sent_form_says_what_is_safe(client):
    assert "yang sudah tersimpan tidak berubah" in client.post("/tolak").content.decode()


WORDS = "Fakta yang diketik selama <b>satu jam</b>.\nBaris kedua, panjang sekali, sampai melewati batasnya."


@pytest.mark.parametrize("address", ["/tolak", "/hak", "/larang", "/tiada", "/dalam"])
@pytest.mark.django_db
def test_what_was_typed_into_a_refused_form_is_on_the_page_to_be_copied(client, address):
    sent = {"fakta": WORDS, "tingkat": "3", "versi": "7", "kosong": " "}
    answer = client.post(address, sent)
    shown = answer.content.decode()
    assert answer.status_code in (403, 404, 409)
    assert "selama &lt;b&gt;satu jam&lt;/b&gt;.\nBaris kedua" in shown
    assert 'value="3"' in shown
    assert "Versi" not in shown
    assert "Kosong" not in shown
    foreign = client.post(address, sent, headers={"Origin": "https://jahat.example"})
    assert "satu jam" not in foreign.content.decode()


def test_no_secret_is_written_into_a_page(client):
    assert "ketahuan" not in client.post("/akun/sandi", {"kode": "ketahuan"}).content.decode()
    assert "ketahuan" not in client.post("/tolak", {"password1": "ketahuan"}).content.decode()


@pytest.mark.django_db
def test_who_signed_out_and_typed_nothing_is_led_to_sign_in_and_so_is_a_script(client):
    assert client.get("/dalam").status_code == 302
    assert client.post("/dalam", {"versi": "1"}).status_code == 302
    script = client.post("/dalam", {"fakta": WORDS}, headers={"Accept": "application/json"})
    assert script.status_code == 302


def test_a_missing_right_answers_403(client):
    assert client.get("/hak").status_code == 403


def test_a_program_gets_the_words_as_json(client):
    response = client.get("/tolak", headers={"Accept": "application/json"})
    assert response.json() == {"what": "Sudah ditutup.", "why": "<b>Karena</b>", "remedy": "Buka kembali."}


def test_a_part_of_a_page_gets_a_note(client):
    response = client.get("/tolak", headers={"HX-Request": "true"})
    assert response.content.decode().startswith('<div class="pr-note n-bad" role="alert">')


@pytest.mark.parametrize(("address", "status"), [("/larang", 403), ("/tiada", 404)])
def test_a_page_that_is_not_there_or_not_for_us_is_explained(client, address, status):
    response = client.get(address)
    assert response.status_code == status
    assert "Yang dapat Anda lakukan" in response.content.decode()


def test_a_fault_of_ours_tells_no_secret(client):
    client.raise_request_exception = False
    response = client.get("/rusak")
    assert response.status_code == 500
    assert "rahasia" not in response.content.decode()
    assert "Terjadi kesalahan di pihak kami" in response.content.decode()


@override_settings(ALLOWED_HOSTS=["baik.example"])
def test_a_false_host_gets_a_page_and_not_a_second_fault():
    request = RequestFactory().get("/", headers={"Host": "jahat.example", "Referer": "http://jahat.example/"})
    page = ProductErrorMiddleware(lambda r: HttpResponse()).process_exception(
        request, ProductError("Ditolak.")
    )
    assert page is not None
    assert page.status_code == 409


def test_the_way_back_never_leaves_the_house(client):
    shown = client.get("/tolak", headers={"Referer": "https://jahat.example/"}).content.decode()
    assert "jahat" not in shown
    assert (
        "testserver/asal"
        in client.get("/tolak", headers={"Referer": "http://testserver/asal"}).content.decode()
    )
