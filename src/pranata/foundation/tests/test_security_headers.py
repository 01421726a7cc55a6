import re

from django.http import HttpResponse
from django.test import RequestFactory

from pranata.foundation.web.security import SecurityHeadersMiddleware


def answer(view=lambda request: HttpResponse(request.csp_nonce)):
    return SecurityHeadersMiddleware(view)(RequestFactory().get("/"))


def test_scripts_run_only_from_us_or_by_this_answers_nonce():
    response = answer()
    policy = response.headers["Content-Security-Policy"]
    assert f"script-src 'self' 'nonce-{response.content.decode()}'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in re.findall("script-src[^;]*", policy)[0]
    assert "http" not in policy


def test_a_nonce_is_never_given_twice():
    assert answer().content != answer().content


def test_the_other_headers_are_set():
    headers = answer().headers
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_view_may_set_its_own_policy():
    def view(request):
        return HttpResponse(headers={"Content-Security-Policy": "default-src 'none'"})

    assert answer(view).headers["Content-Security-Policy"] == "default-src 'none'"
