import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory

from pranata.foundation.ui.icons import UnknownIcon


def render(source: str, path: str = "/", **context) -> str:
    context["request"] = RequestFactory().get(path)
    return Template("{% load pranata %}" + source).render(Context(context))


def test_a_badge_says_its_word_and_counts_its_step():
    shown = render("{% badge word %}", word="Baik")
    assert 'class="pr-badge b-p3"' in shown
    assert "pr-steps" in shown
    assert shown.endswith("Baik</span>")


def test_a_badge_of_an_unknown_word_is_grey_and_escaped():
    assert render("{% badge word %}", word="<b>") == '<span class="pr-badge">&lt;b&gt;</span>'


def test_a_badge_takes_a_step_of_another_scale():
    assert "b-p5" in render('{% badge "Digital" step=5 large=True %}')


@pytest.mark.parametrize(
    ("kind", "word"), [("official", "Resmi"), ("derived", "Turunan"), ("uncertain", "Belum pasti")]
)
def test_certainty_carries_a_word(kind, word):
    assert word in render("{% certainty kind %}", kind=kind)


def test_an_icon_that_was_not_built_is_refused():
    with pytest.raises(UnknownIcon, match=r"icons\.txt"):
        render('{% icon "tidak-ada" %}')


def test_an_icon_is_hidden_from_readers():
    assert 'aria-hidden="true"' in render('{% icon "search" %}')


def test_a_sort_link_turns_the_direction_and_keeps_the_filters():
    link = render('{% sort_link "nama" "Nama" %}', "/?q=kota&urut=nama&halaman=3")
    assert 'href="?q=kota&amp;urut=-nama"' in link
    assert render('{% sort_state "nama" %}', "/?urut=-nama") == ' aria-sort="descending"'
    assert render('{% sort_state "nama" %}', "/") == ""


def test_a_sort_link_of_a_number_starts_with_the_largest():
    assert "urut=-indeks" in render('{% sort_link "indeks" "Indeks" first="desc" %}')


def test_pages_keep_the_query_and_mark_the_present_one():
    page = Paginator(range(100), 10).page(2)
    shown = render("{% page_nav page %}", "/?q=lampung", page=page)
    assert 'href="?q=lampung&amp;halaman=3"' in shown
    assert 'aria-current="page"' in shown


def test_one_page_needs_no_navigation():
    assert render("{% page_nav page %}", page=Paginator([1], 10).page(1)).strip() == ""
