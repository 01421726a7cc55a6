"""`pranata doctor`: say what is wrong with this installation."""

import json
import sys

import click

from pranata.config import doctor
from pranata.foundation.environment import Environment


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="Cetak hasil sebagai JSON.")
def command(*, as_json: bool) -> None:
    """Periksa pemasangan ini; status keluar 1 bila ada yang salah."""
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
                "title": examination.title,
                "examined": findings is not None,
                "findings": [finding.to_document() for finding in findings or []],
            }
            for examination, findings in results
        ],
    }


_MARKS = {doctor.Severity.ERROR: ("salah", "red"), doctor.Severity.WARNING: ("perhatikan", "yellow")}


def _tell(examination: doctor.Examination, findings: list[doctor.Finding] | None) -> None:
    if findings is None:
        click.echo(
            f"{click.style('dilewati', dim=True):12} {examination.title} (basis data tidak terjangkau)"
        )
    elif not findings:
        click.echo(f"{click.style('baik', fg='green')}  {examination.title}")
    for finding in findings or []:
        word, colour = _MARKS[finding.severity]
        click.echo(f"{click.style(word, fg=colour)}  {examination.title}: {finding.what}")
        click.echo(f"      Sebab penting: {finding.why}")
        click.echo(f"      Tindakan: {finding.remedy}")
