"""The note of an indicator that was answered under another instrument: a draft to be rewritten."""

from django.utils import translation
from django.utils.translation import gettext as _

from pranata.assessment.levels import level_text
from pranata.assessment.models import Assessment
from pranata.assessment.queries.carrying import Ahead, Source
from pranata.assessment.regulations import Crosswalk

LIMIT = 3000


def note_from(row: Ahead, assessment: Assessment, walk: Crosswalk) -> str:
    """Return where the indicator was answered, how, and the words; what does not fit is named, never cut.

    Written in Indonesian, whoever copies: it becomes the record of the instansi.
    """
    with translation.override("id"):
        heads = [_head(source, assessment, walk) for source in row.sources]
        words = [_words(source) for source in row.sources]
        full = [f"{head}\n{said}".strip() for head, said in zip(heads, words, strict=True)]
        text = "\n\n".join(full)
        if len(text) <= LIMIT:
            return text
        short = _("Catatan lengkapnya terlalu panjang untuk disalin; bacalah di penilaian %(year)d.")
        return "\n".join([*heads, short % {"year": assessment.year}])[:LIMIT]


def _head(source: Source, assessment: Assessment, walk: Crosswalk) -> str:
    words = {
        "title": walk.source.short_title,
        "year": assessment.year,
        "number": source.criteria.number,
        "name": source.criteria.short_name,
        "level": level_text(source.level),
    }
    if source.level is None:
        return (
            _("Dari penilaian %(year)d (%(title)s), indikator %(number)s, %(name)s, tanpa tingkat:") % words
        )
    return (
        _("Dari penilaian %(year)d (%(title)s), indikator %(number)s, %(name)s, tingkat %(level)s:") % words
    )


def _words(source: Source) -> str:
    said = [f"{key} {text}" for key, text in source.explanations]
    return "\n".join(filter(None, [source.note, *said]))
