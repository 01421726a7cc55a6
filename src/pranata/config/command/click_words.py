"""What click itself says, in Indonesian.

Click asks the process's own gettext, whose language comes from the environment: a server's is seldom
Indonesian, and setting it would change the language of `psql` and PostgreSQL too. So click's modules are
given words here.
"""

from importlib import import_module

from pranata.foundation.words import SOURCE_LANGUAGE, language

MODULES = ("core", "decorators", "exceptions", "formatting", "parser", "termui", "types")

INDONESIAN = {
    "Aborted!": "Dibatalkan.",
    "Commands": "Perintah",
    "Could not open file {filename!r}: {message}": "Berkas {filename!r} tidak dapat dibuka: {message}",
    "Did you mean {possibility}?": "Maksud Anda {possibility}?",
    "(Did you mean one of: {possibilities}?)": "(Maksud Anda salah satu dari: {possibilities}?)",
    "Do you want to continue?": "Lanjutkan?",
    "Error: invalid input": "Kesalahan: masukan tidak sah",
    "Error: {message}": "Kesalahan: {message}",
    "Got unexpected extra argument ({args})": "Argumen berlebih ({args})",
    "Got unexpected extra arguments ({args})": "Argumen berlebih ({args})",
    "Invalid value for {param_hint}: {message}": "Nilai {param_hint} tidak sah: {message}",
    "Invalid value: {message}": "Nilai tidak sah: {message}",
    "Missing argument": "Argumen kurang",
    "Missing command.": "Perintah belum disebut.",
    "Missing option": "Opsi kurang",
    "Missing parameter": "Parameter kurang",
    "Missing parameter: {param_name}": "Parameter kurang: {param_name}",
    "No such command {name!r}.": "Perintah {name!r} tidak ada.",
    "No such option {name!r}.": "Opsi {name!r} tidak ada.",
    "Option {name!r} does not take a value.": "Opsi {name!r} tidak menerima nilai.",
    "Option {name!r} requires an argument.": "Opsi {name!r} memerlukan nilai.",
    "Option {name!r} requires {nargs} arguments.": "Opsi {name!r} memerlukan {nargs} nilai.",
    "Options": "Opsi",
    "Show this message and exit.": "Tampilkan bantuan ini lalu keluar.",
    "Try '{command} {option}' for help.": "Lihat '{command} {option}' untuk bantuan.",
    "Usage:": "Pemakaian:",
    "default: {default}": "bawaan: {default}",
    "directory": "folder",
    "env var: {var}": "variabel: {var}",
    "file": "berkas",
    "path": "jalur",
    "unknown error": "kesalahan tidak dikenal",
    "{name} {filename!r} does not exist.": "{name} {filename!r} tidak ada.",
    "{name} {filename!r} is a directory.": "{name} {filename!r} adalah folder.",
    "{name} {filename!r} is a file.": "{name} {filename!r} adalah berkas.",
    "{name} {filename!r} is not readable.": "{name} {filename!r} tidak dapat dibaca.",
    "{name} {filename!r} is not writable.": "{name} {filename!r} tidak dapat ditulis.",
    "{value!r} is not a valid {number_type}.": "{value!r} bukan {number_type} yang sah.",
    "{value!r} is not one of {choices}.": "{value!r} bukan salah satu dari {choices}.",
    "{value!r} is not {choice}.": "{value!r} bukan {choice}.",
    "{value} is not in the range {range}.": "{value} di luar rentang {range}.",
}


def teach() -> None:
    """Have click speak the language of the process. Safe to call again."""
    for name in MODULES:
        module = import_module(f"click.{name}")
        module._ = _word  # type: ignore[attr-defined]
        if hasattr(module, "ngettext"):
            module.ngettext = _counted  # type: ignore[attr-defined]


def _word(text: str) -> str:
    return INDONESIAN.get(text, text) if language() == SOURCE_LANGUAGE else text


def _counted(singular: str, plural: str, number: int) -> str:
    return _word(singular if number == 1 else plural)
