"""Finding documents by words in their title, their number or their text."""

from django.contrib.postgres.search import SearchQuery
from django.db.models import Exists, OuterRef, Q
from django.db.models.expressions import RawSQL
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from pranata.records.models import VersionText

LANGUAGE = "indonesian"
SHOWN = 20_000
BEGIN, END = "\x02", "\x03"
_HEADLINE = (
    "ts_headline('indonesian', left(content, %s), websearch_to_tsquery('indonesian', %s), "
    f"'MaxFragments=1, MinWords=8, MaxWords=22, StartSel={BEGIN}, StopSel={END}')"
)


def matching(words: str) -> Q:
    """Return the condition on documents that hold the words: stems in Indonesian, or the words as typed."""
    query = SearchQuery(words, config=LANGUAGE, search_type="websearch")
    exact = SearchQuery(words, config="simple", search_type="websearch")
    in_text = VersionText.objects.filter(version__document=OuterRef("pk"), search=query)
    return (
        Q(search=query)
        | Q(search=exact)
        | Q(title__icontains=words)
        | Q(number__icontains=words)
        | Q(Exists(in_text))
    )


def excerpts(document_ids: list[int], words: str) -> dict[int, SafeString]:
    """Return, by document, a line of its text with the words marked. One query; none without words."""
    if not words or not document_ids:
        return {}
    query = SearchQuery(words, config=LANGUAGE, search_type="websearch")
    found = VersionText.objects.filter(version__document_id__in=document_ids, search=query)
    lines = found.annotate(line=RawSQL(_HEADLINE, [SHOWN, words])).order_by("version__number")  # noqa: S611 - a constant
    return {pk: _marked(line) for pk, line in lines.values_list("version__document_id", "line")}


def _marked(line: str) -> SafeString:
    """Escape the line, then turn our two marks into markup: the text comes from a file of anybody."""
    return mark_safe(escape(line).replace(BEGIN, "<mark>").replace(END, "</mark>"))  # noqa: S308 - escaped
