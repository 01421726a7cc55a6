"""What handing over writes into the ledger."""

from django.utils.translation import gettext_lazy as _

from pranata.ledger.actions import declare
from pranata.ledger.forms import TEXT, WHOLE, form

HANDOVER_BEGUN = declare(
    "sertijab.mulai",
    _("memulai serah terima jabatan"),
    detail=form(orang=TEXT, sk=TEXT),
    retention="kepegawaian",
)
HANDOVER_SIGNED = declare(
    "sertijab.tandatangan",
    _("menandatangani serah terima jabatan"),
    detail=form(orang=TEXT, sebagai=TEXT, bertindak=TEXT, jabatan=TEXT),
    retention="kepegawaian",
)
LEAVER_WAIVED = declare(
    "sertijab.kecualikan",
    _("menyatakan pejabat lama tidak menandatangani serah terima"),
    detail=form(orang=TEXT, alasan=TEXT),
    retention="kepegawaian",
)
POSITION_HANDED_OVER = declare(
    "jabatan.serahterima",
    _("menuntaskan serah terima jabatan"),
    detail=form(
        orang=TEXT,
        penerima=TEXT,
        bertindak=TEXT,
        atasan=TEXT.or_null,
        ukuran=WHOLE.or_null,
        akar=TEXT.or_null,
        tindakan=WHOLE,
    ),
    retention="kepegawaian",
)
