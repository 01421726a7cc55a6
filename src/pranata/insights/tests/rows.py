"""Public results for tests, made without a ledger: small, and with figures one can check by hand."""

from decimal import Decimal

from pranata.assessment.models import PublishedResult, ResultOrigin
from pranata.organisation.models import Instansi


def body(name, kind="kota", province="Lampung", **fields):
    slug = f"{kind}-{name}".lower().replace(" ", "-")
    title = f"{kind.title()} {name}" if kind in ("kota", "kabupaten", "provinsi") else name
    return Instansi.objects.create(name=title, kind=kind, slug=slug, province_name=province, **fields)


def result(instansi, year, index, *, predikat="Baik", origin=ResultOrigin.MINISTRY_REPORT, **fields):
    fields.setdefault("domains", {str(number): index for number in range(1, 5)})
    return PublishedResult.objects.create(
        instansi=instansi,
        year=year,
        instrument="spbe-2020",
        origin=origin,
        index=Decimal(index),
        predikat=predikat,
        source=f"Laporan {year}",
        **fields,
    )


def many_results(count, *, years=(2023, 2024)):
    """A country of `count` bodies in two provinces, with two years each."""
    bodies = Instansi.objects.bulk_create(
        Instansi(
            name=f"Kota Uji {number:05d}", kind="kota", slug=f"kota-uji-{number:05d}",
            province_name=("Lampung", "Bali")[number % 2],
        )
        for number in range(count)
    )  # fmt: skip
    PublishedResult.objects.bulk_create(
        PublishedResult(
            instansi=instansi, year=year, instrument="spbe-2020", origin=ResultOrigin.MINISTRY_REPORT,
            index=Decimal(100 + (number * 37 + year) % 400) / 100, predikat="Baik", source="Laporan",
            domains={"1": "2.00", "2": "3.00", "3": "1.00", "4": "4.00"},
        )
        for number, instansi in enumerate(bodies) for year in years
    )  # fmt: skip
    return bodies
