import re
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.test import RequestFactory, override_settings


def draw(frame: str, **attributes) -> str:
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    request.csp_nonce = "sekali"  # type: ignore[attr-defined]
    for name, value in attributes.items():
        setattr(request, name, value)
    source = '{% extends "foundation/' + frame + '.html" %}{% block title %}Uji{% endblock %}'
    return engines["django"].from_string(source).render({}, request)


@pytest.mark.parametrize("frame", ["public", "office", "reading"])
def test_every_frame_has_a_language_a_skip_link_and_one_main(frame):
    shown = draw(frame)
    assert '<html lang="id"' in shown
    assert 'href="#isi"' in shown
    assert shown.count("<main") == 1
    assert 'id="isi"' in shown
    assert shown.count("<title>Uji – Pranata</title>") == 1


@pytest.mark.parametrize("frame", ["public", "office", "reading"])
def test_no_frame_runs_a_script_without_the_nonce_or_from_elsewhere(frame):
    shown = draw(frame)
    for script in re.findall(r"<script[^>]*>", shown):
        assert 'nonce="sekali"' in script or 'src="/static/pranata/' in script
    assert not re.search(r"\son[a-z]+=", shown)
    assert "http://" not in shown.replace("http://www.w3.org", "")
    assert "https://" not in shown


def test_the_colour_of_an_instansi_reaches_the_page_only_as_one_hex():
    assert 'style="--pr-accent:#0b7a3b"' in draw("office", accent="#0B7A3B")
    assert "--pr-accent" not in draw("office", accent="red;background:url(x)")


def test_the_account_menu_names_the_position():
    actor = SimpleNamespace(
        instansi_name="Kota <Metro>", position_title="Kepala Dinas", person_name="Ayu", unit_name="Diskominfo"
    )
    shown = draw("office", actor=actor)
    assert "Kepala Dinas" in shown
    assert "Kota &lt;Metro&gt;" in shown


def test_a_demonstration_says_so_on_every_page():
    with override_settings(DEMONSTRATION=True):
        assert "Peragaan." in draw("public")
    with override_settings(DEMONSTRATION=False):
        assert "Peragaan." not in draw("public")
