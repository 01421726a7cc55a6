"""Words for readers where there may be no Django settings: the command, and what it shares with pages.

Inside Django the language of the request decides, as everywhere. Outside (`pranata index`, `pranata serve`)
it is the one that `speaking` chose; Indonesian, the language of the sources, needs no catalogue at all.
"""

import gettext as standard
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from types import ModuleType, SimpleNamespace

SOURCE_LANGUAGE = "id"
LANGUAGES = (SOURCE_LANGUAGE, "en")
CATALOGUES = Path(__file__).resolve().parents[1] / "locale"
# One process, one language: also of its threads, which a context variable would not reach.
_process = SimpleNamespace(language=SOURCE_LANGUAGE)


def gettext(text: str) -> str:
    """Return the text in the language of the reader."""
    django = _django()
    if django is not None:
        return str(django.gettext(text))
    return text if _process.language == SOURCE_LANGUAGE else _catalogue(_process.language).gettext(text)


def ngettext(singular: str, plural: str, number: int) -> str:
    """Return the form that fits the number, in the language of the reader."""
    django = _django()
    if django is not None:
        return str(django.ngettext(singular, plural, number))
    if _process.language == SOURCE_LANGUAGE:
        return singular if number == 1 else plural
    return _catalogue(_process.language).ngettext(singular, plural, number)


def gettext_noop(text: str) -> str:
    """Mark a text that is translated where it is shown, not where it stands."""
    return text


def language() -> str:
    """Return the code of the language that `gettext` gives now."""
    django = _django()
    return str(_process.language) if django is None else str(django.get_language() or SOURCE_LANGUAGE)


def speak(chosen: str) -> None:
    """Speak a language of `LANGUAGES` in this process from now on; inside Django, in this thread."""
    _process.language = chosen
    follow()


def follow() -> None:
    """Have Django, where it has been set up meanwhile, speak the language of the process too."""
    django = _django()
    if django is not None:
        django.activate(_process.language)


@contextmanager
def speaking(chosen: str) -> Iterator[None]:
    """Speak a language for a while."""
    process, current = _process.language, language()
    speak(chosen)
    try:
        yield
    finally:
        speak(current)
        _process.language = process


def _django() -> ModuleType | None:
    """Return Django's translation where settings are loaded. Asking must not load them."""
    conf = sys.modules.get("django.conf")
    if conf is None or not conf.settings.configured:
        return None
    return import_module("django.utils.translation")


@lru_cache(maxsize=1)
def _catalogue(chosen: str) -> standard.NullTranslations:
    return standard.translation("django", CATALOGUES, [chosen])
