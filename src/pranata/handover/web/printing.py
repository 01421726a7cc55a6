"""The handover, and a person's own acts, as they stand on paper."""

import datetime as dt
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from pranata.foundation.ui.numbers import date_written, time_written, written
from pranata.handover.exports.paper import Paper, Section, Signed, paper_pdf
from pranata.handover.models import Part
from pranata.handover.queries.own_proof import acts_in_part
from pranata.handover.queries.reading import Reading
from pranata.handover.web.wording import Summary, summary_of
from pranata.ledger.actions import known_actions
from pranata.ledger.queries.person_acts import PersonAct
from pranata.ledger.queries.standing import Standing, code_of, standings_of
from pranata.organisation.models import Person


def handover_pdf(reading: Reading, *, now: dt.datetime) -> bytes:
    """Return the dossier with its signatures on paper."""
    leaves, content = reading.assignment, reading.content
    zone = ZoneInfo(leaves.instansi.time_zone)
    checkpoint = content.get("titik_kunci")
    sha256 = reading.dossier.sha256 if reading.dossier else _("belum ditandatangani")
    facts = [
        (_("Jabatan"), f"{leaves.position.title}, {leaves.position.unit.name}"),
        (_("Pejabat lama"), f"{leaves.person.name} ({leaves.get_capacity_display()})"),
        (_("Berakhir"), _("%(day)s pukul 00.00") % {"day": date_written(leaves.ends_on)}),
        (_("SK"), leaves.decree_number or "–"),
        (_("Sidik berkas (SHA-256)"), sha256),
    ]
    if checkpoint:
        locked = _("ukuran %(size)s, akar %(root)s") % {
            "size": thousand(checkpoint["ukuran"]),
            "root": checkpoint["akar"],
        }
        facts.append((_("Titik kunci log"), locked))
    return paper_pdf(
        Paper(
            title=_("Berita acara serah terima jabatan"),
            lead=leaves.instansi.name,
            facts=tuple(facts),
            note_heading=_("Memori jabatan"),
            note=content["memori"],
            sections=_sections(summary_of(content, now.date())),
            signatures=_signatures(reading, zone),
            closing=_(
                "Lampiran ini disusun sistem dari data pada saat penugasan berakhir. Berkas JSON dengan "
                "sidik di atas tercatat dalam log bukti dan dapat diperiksa di halaman Periksa bukti."
            ),
            footer=leaves.instansi.name,
            printed_on=now.astimezone(zone).date(),
        )
    )


def _signatures(reading: Reading, zone: ZoneInfo) -> tuple[Signed, ...]:
    parts = [Part.LEAVER, Part.RECEIVER]
    if reading.parties.superior is not None or Part.SUPERIOR in reading.signatures:
        parts.append(Part.SUPERIOR)
    return tuple(_signature(part, reading, zone) for part in parts)


def _signature(part: Part, reading: Reading, zone: ZoneInfo) -> Signed:
    given = reading.signatures.get(part)
    if given is None:
        return Signed(str(part.label), "", "", "")
    at = _moment(given.signed_at, zone)
    title = given.position_title
    if part == Part.RECEIVER and given.stands_as != "successor":
        title = f"{title} ({given.get_stands_as_display()})"
    return Signed(str(part.label), given.person_name, title, at)


def _sections(found: Summary) -> tuple[Section, ...]:
    work = tuple(
        (
            f"{row['instrumen']} {row['tahun']}",
            str(len(row["belum"])),
            ", ".join(row["belum"]) or "–",
        )
        for row in found.assessments
    )
    evidence = tuple(
        (i["nama"], i["unit"], date_written(i["until"]) if i["until"] else "–") for i in found.evidence
    )
    documents = tuple(
        (d["judul"] or _("Naskah rahasia"), d["nomor"] or "–", d["keamanan"]) for d in found.documents
    )
    grants = tuple((str(g["role"]), g["unit"]) for g in found.grants)
    none = _("Tidak ada.")
    return (
        Section(
            _("Pekerjaan yang berjalan"),
            (_("Penilaian"), _("Belum diisi"), _("Indikator")),
            (3, 1, 4),
            work,
            none,
        ),
        Section(
            _("Bukti dukung"), (_("Nama bukti"), _("Unit"), _("Berlaku sampai")), (4, 3, 2), evidence, none
        ),
        Section(_("Naskah"), (_("Judul"), _("Nomor"), _("Kelas")), (5, 3, 1), documents, none),
        Section(_("Wewenang jabatan"), (_("Peran"), _("Pada unit")), (1, 1), grants, none),
        Section(
            _("Tindakan pejabat lama (%(count)s)") % {"count": thousand(found.act_count)},
            (_("Tindakan"), _("Jumlah")),
            (5, 1),
            tuple((line.title, line.detail) for line in found.acts),
            none,
        ),
    )


def own_pdf(person: Person, *, part: int, now: dt.datetime) -> bytes:
    """Return the list of a person's own acts on paper, each with its code. Three queries."""
    acts = acts_in_part(person, part)
    zone = ZoneInfo(person.instansi.time_zone)
    standings = standings_of([(act.event_id, act.leaf_hash, act.recorded_at) for act in acts])
    rows = tuple(_row(act, standings.get(act.event_id), zone) for act in acts)
    span = f"{date_written(acts[0].recorded_at)} – {date_written(acts[-1].recorded_at)}" if acts else "–"
    return paper_pdf(
        Paper(
            title=_("Bukti pribadi"),
            lead=person.instansi.name,
            facts=(
                (_("Nama"), person.name),
                (_("Tindakan"), thousand(len(acts))),
                (_("Masa"), span),
                (_("Pengenal dalam log"), str(person.public_id)),
            ),
            sections=(
                Section(
                    _("Tindakan yang tercatat"),
                    (_("Waktu"), _("Tindakan"), _("Kode bukti"), _("Nomor entri")),
                    (3, 6, 2, 2),
                    rows,
                    _("Belum ada tindakan."),
                ),
            ),
            closing=_(
                "Daftar ini petunjuk, bukan buktinya. Buktinya paket zip yang diunduh dari halaman yang "
                "sama; tiap kode di atas juga dapat diperiksa siapa pun di halaman Periksa bukti."
            ),
            footer=f"{person.name}, {person.instansi.name}",
            printed_on=now.astimezone(zone).date(),
        )
    )


def _row(act: PersonAct, standing: Standing | None, zone: ZoneInfo) -> tuple[str, ...]:
    kind = known_actions().get(act.action)
    index = standing.index if standing else None
    said = str(kind.sentence) if kind else act.action
    return (
        _moment(act.recorded_at, zone),
        said[:1].upper() + said[1:],
        code_of(act.leaf_hash),
        thousand(index) if index is not None else "–",
    )


def _moment(at: dt.datetime, zone: ZoneInfo) -> str:
    local = at.astimezone(zone)
    return f"{date_written(local.date())} {time_written(local.time())}"


def thousand(number: int) -> str:
    """Return a count as it is written."""
    return written(number, 0)
