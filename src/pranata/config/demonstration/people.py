"""Who and what the demonstration organisation consists of. Posts are usual ones; every person is made up."""

from dataclasses import dataclass

from pranata.organisation.models import Role, UnitKind

EXAMPLE = "(contoh)"


@dataclass(frozen=True, kw_only=True)
class UnitPlan:
    """A unit to register; `parent` is the code of the unit above."""

    code: str
    parent: str
    kind: str
    name: str


@dataclass(frozen=True, kw_only=True)
class PostPlan:
    """A position, who holds it, and the role it gives. `email` makes a persona; no `person`, no holder."""

    code: str
    unit: str
    title: str
    superior: str = "walikota"
    person: str = ""
    capacity: str = "definitif"
    role: str = ""
    on: str = "0"
    email: str = ""


@dataclass(frozen=True, kw_only=True)
class OrganisationPlan:
    """An instansi's organisation: its first administrator, its units, its posts."""

    slug: str
    administrator: str
    administrator_email: str
    units: tuple[UnitPlan, ...]
    posts: tuple[PostPlan, ...]


BANDAR_LAMPUNG = OrganisationPlan(
    slug="kota-bandar-lampung",
    administrator=f"Olivia Siregar {EXAMPLE}",
    administrator_email="pengelola@bandarlampung.contoh.invalid",
    units=(
        UnitPlan(code="1", parent="0", kind=UnitKind.OPD, name="Sekretariat Daerah"),
        UnitPlan(code="1.1", parent="1", kind=UnitKind.BAGIAN, name="Bagian Organisasi"),
        UnitPlan(code="2", parent="0", kind=UnitKind.OPD, name="Dinas Komunikasi dan Informatika"),
        UnitPlan(code="2.1", parent="2", kind=UnitKind.BIDANG, name="Bidang Aplikasi Informatika"),
        UnitPlan(code="3", parent="0", kind=UnitKind.OPD, name="Badan Perencanaan Pembangunan Daerah"),
        UnitPlan(code="4", parent="0", kind=UnitKind.OPD, name="Inspektorat"),
        UnitPlan(code="6", parent="0", kind=UnitKind.OPD, name="Dinas Perpustakaan dan Kearsipan"),
        UnitPlan(code="5", parent="0", kind=UnitKind.KECAMATAN, name="Kecamatan Tanjungkarang Pusat"),
        UnitPlan(code="5.1", parent="5", kind=UnitKind.KELURAHAN, name="Kelurahan Palapa"),
    ),
    posts=(
        PostPlan(
            code="walikota",
            unit="0",
            title="Wali Kota",
            superior="",
            person=f"Wulan Permata {EXAMPLE}",
            role=Role.LEADER,
            email="pimpinan@bandarlampung.contoh.invalid",
        ),
        PostPlan(
            code="sekda",
            unit="1",
            title="Sekretaris Daerah",
            person=f"Kartika Sasmita {EXAMPLE}",
            role=Role.COORDINATOR,
            email="koordinator@bandarlampung.contoh.invalid",
        ),
        PostPlan(code="kabag-org", unit="1.1", title="Kepala Bagian Organisasi", superior="sekda"),
        PostPlan(
            code="kadis-kominfo",
            unit="2",
            title="Kepala Dinas Komunikasi dan Informatika",
            superior="sekda",
            person=f"Dimas Prakoso {EXAMPLE}",
            email="kominfo@bandarlampung.contoh.invalid",
        ),
        PostPlan(
            code="kabid-aptika",
            unit="2.1",
            title="Kepala Bidang Aplikasi Informatika",
            superior="kadis-kominfo",
            person=f"Putri Anjani {EXAMPLE}",
            role=Role.CONTRIBUTOR,
            on="2",
            email="pic@bandarlampung.contoh.invalid",
        ),
        PostPlan(
            code="kaban-bappeda",
            unit="3",
            title="Kepala Badan Perencanaan Pembangunan Daerah",
            superior="sekda",
            person=f"Gita Puspita {EXAMPLE}",
            role=Role.PLANNER,
            email="bappeda@bandarlampung.contoh.invalid",
        ),
        PostPlan(
            code="kabid-ekbang",
            unit="3",
            title="Kepala Bidang Perencanaan Pemerintahan",
            superior="sekda",
            person=f"Bagus Wicaksono {EXAMPLE}",
            capacity="plt",
            role=Role.CONTRIBUTOR,
            on="3",
            email="pic.bappeda@bandarlampung.contoh.invalid",
        ),
        PostPlan(
            code="inspektur",
            unit="4",
            title="Inspektur",
            person=f"Indra Kusnadi {EXAMPLE}",
            role=Role.AUDITOR,
            email="pemeriksa@bandarlampung.contoh.invalid",
        ),
        PostPlan(
            code="auditor",
            unit="4",
            title="Auditor Ahli Muda",
            superior="inspektur",
            person=f"Asri Wahyuni {EXAMPLE}",
            role=Role.INTERNAL_ASSESSOR,
            email="asesor@bandarlampung.contoh.invalid",
        ),
        PostPlan(
            code="arsiparis",
            unit="6",
            title="Arsiparis Ahli Muda",
            superior="sekda",
            person=f"Ratna Juwita {EXAMPLE}",
            role=Role.ARCHIVIST,
            email="arsiparis@bandarlampung.contoh.invalid",
        ),
        PostPlan(
            code="camat",
            unit="5",
            title="Camat Tanjungkarang Pusat",
            superior="sekda",
            person=f"Cahyo Nugroho {EXAMPLE}",
        ),
        PostPlan(code="lurah", unit="5.1", title="Lurah Palapa", superior="camat"),
    ),
)

METRO = OrganisationPlan(
    slug="kota-metro",
    administrator=f"Mega Suryani {EXAMPLE}",
    administrator_email="pengelola@metro.contoh.invalid",
    units=(UnitPlan(code="1", parent="0", kind=UnitKind.OPD, name="Sekretariat Daerah"),),
    posts=(
        PostPlan(
            code="sekda",
            unit="1",
            title="Sekretaris Daerah",
            superior="",
            person=f"Surya Hidayat {EXAMPLE}",
            role=Role.COORDINATOR,
            email="koordinator@metro.contoh.invalid",
        ),
    ),
)

LAMPUNG = OrganisationPlan(
    slug="provinsi-lampung",
    administrator=f"Lestari Handoko {EXAMPLE}",
    administrator_email="pengelola@lampung.contoh.invalid",
    units=(UnitPlan(code="1", parent="0", kind=UnitKind.OPD, name="Dinas Komunikasi dan Informatika"),),
    posts=(
        PostPlan(
            code="kadis-kominfo",
            unit="1",
            title="Kepala Dinas Komunikasi dan Informatika Provinsi",
            superior="",
            person=f"Fajar Setiawan {EXAMPLE}",
            role=Role.COORDINATOR,
            email="koordinator@lampung.contoh.invalid",
        ),
        PostPlan(
            code="pembina",
            unit="1",
            title="Kepala Bidang Pembinaan SPBE",
            superior="kadis-kominfo",
            person=f"Nadia Rahmawati {EXAMPLE}",
            role=Role.COACH,
            email="pembina@lampung.contoh.invalid",
        ),
    ),
)

# The organiser of the national evaluation; these posts are examples, not those of the ministry's own list.
KEMENPANRB = OrganisationPlan(
    slug="kementerian-pendayagunaan-aparatur-negara-dan-reformasi-birokrasi",
    administrator=f"Teguh Wibowo {EXAMPLE}",
    administrator_email="pengelola@menpan.contoh.invalid",
    units=(UnitPlan(code="1", parent="0", kind=UnitKind.OPD, name="Sekretariat Tim Evaluasi SPBE"),),
    posts=(
        PostPlan(
            code="sekretaris-evaluasi",
            unit="1",
            title="Sekretaris Tim Evaluasi SPBE",
            superior="",
            person=f"Hendra Gunawan {EXAMPLE}",
            role=Role.COORDINATOR,
            email="koordinator@menpan.contoh.invalid",
        ),
        PostPlan(
            code="asesor-1",
            unit="1",
            title="Asesor Eksternal SPBE 1",
            superior="sekretaris-evaluasi",
            person=f"Yulia Maharani {EXAMPLE}",
            role=Role.EXTERNAL_ASSESSOR,
            email="asesor@menpan.contoh.invalid",
        ),
        PostPlan(
            code="peninjau",
            unit="1",
            title="Anggota Tim Reviu SPBE",
            superior="sekretaris-evaluasi",
            person=f"Rizal Mahendra {EXAMPLE}",
            role=Role.EXTERNAL_ASSESSOR,
            email="peninjau@menpan.contoh.invalid",
        ),
        PostPlan(
            code="pembina-nasional",
            unit="1",
            title="Pembina SPBE Nasional",
            superior="sekretaris-evaluasi",
            person=f"Ratih Kusumawardani {EXAMPLE}",
            role=Role.COACH,
            email="pembina@menpan.contoh.invalid",
        ),
    ),
)


def _sharing(slug: str, person: str) -> OrganisationPlan:
    """A body that only shares example levels: one post, and an administrator for all of them."""
    return OrganisationPlan(
        slug=slug,
        administrator=f"Bayu Saputra {EXAMPLE}",
        administrator_email="pengelola@berbagi.contoh.invalid",
        units=(UnitPlan(code="1", parent="0", kind=UnitKind.OPD, name="Dinas Komunikasi dan Informatika"),),
        posts=(
            PostPlan(
                code="sekda",
                unit="1",
                title="Kepala Dinas Komunikasi dan Informatika",
                superior="",
                person=f"{person} {EXAMPLE}",
                role=Role.COORDINATOR,
            ),
        ),
    )


SHARING = (
    _sharing("kota-bau-bau", "Rahayu Lestari"),
    _sharing("kota-kupang", "Yosef Manu"),
    _sharing("kabupaten-pringsewu", "Siti Maharani"),
)
PLANS = (BANDAR_LAMPUNG, METRO, LAMPUNG, KEMENPANRB, *SHARING)
