"""`pranata doctor`: say what is wrong with this installation."""

import json
import sys

import click

from pranata.config import doctor
from pranata.config.command import spoken
from pranata.foundation.environment import Environment
from pranata.foundation.words import gettext as _
from pranata.foundation.words import gettext_noop


@spoken.command("doctor", help=gettext_noop("Periksa pemasangan ini; status keluar 1 bila ada yang salah."))
@spoken.option("--json", "as_json", is_flag=True, help=gettext_noop("Cetak hasil sebagai JSON."))
def command(*, as_json: bool) -> None:
    """Run `pranata doctor`."""
    results = list(doctor.examine(Environment.of_process()))
    if as_json:
        click.echo(json.dumps(_document(results), ensure_ascii=False, indent=2))
    else:
        for examination, findings in results:
            _tell(examination, findings)
    sys.exit(0 if _is_healthy(results) else 1)


Result = tuple[doctor.Examination, "list[doctor.Finding] | None"]


def _is_healthy(results: list[Result]) -> bool:
    return all(
        findings is not None and not any(f.severity is doctor.Severity.ERROR for f in findings)
        for _examination, findings in results
    )


def _document(results: list[Result]) -> dict[str, object]:
    return {
        "healthy": _is_healthy(results),
        "examinations": [
            {
                "code": examination.code,
                "title": _(examination.title),
                "examined": findings is not None,
                "findings": [finding.to_document() for finding in findings or []],
            }
            for examination, findings in results
        ],
    }


_MARKS = {
    doctor.Severity.ERROR: (gettext_noop("salah"), "red"),
    doctor.Severity.WARNING: (gettext_noop("perhatikan"), "yellow"),
}


def _tell(examination: doctor.Examination, findings: list[doctor.Finding] | None) -> None:
    title = _(examination.title)
    if findings is None:
        skipped = click.style(_("dilewati"), dim=True)
        click.echo(f"{skipped}  " + _("%(title)s (basis data tidak terjangkau)") % {"title": title})
    elif not findings:
        click.echo(click.style(_("baik"), fg="green") + f"  {title}")
    for finding in findings or []:
        word, colour = _MARKS[finding.severity]
        click.echo(click.style(_(word), fg=colour) + f"  {title}: {finding.what}")
        click.echo(" " * 6 + _("Sebab penting: %(why)s") % {"why": finding.why})
        click.echo(" " * 6 + _("Tindakan: %(remedy)s") % {"remedy": finding.remedy})
