"""How the installation is reached from outside, and what it shows there."""

from pranata.config.doctor.finding import Finding, error, warning
from pranata.config.serving.address import is_loopback
from pranata.foundation.environment import Environment
from pranata.foundation.words import gettext as _

SHORTEST_KEY = 50
FEWEST_CHARACTERS = 10


def hosts(env: Environment) -> list[Finding]:
    """The host names are named, and none that others reach is served without HTTPS."""
    if "*" in env.allowed_hosts:
        return [
            error(
                _("PRANATA_HOSTS menerima nama apa pun."),
                _("Penyerang dapat membuat tautan pada surel kita menuju situsnya sendiri."),
                _("Sebutkan nama yang benar-benar dipakai, misalnya PRANATA_HOSTS=spbe.kota.go.id."),
            )
        ]
    if _public(env) and not env.https:
        return [
            warning(
                _("Alamat %(host)s dilayani tanpa HTTPS.") % {"host": _public(env)[0]},
                _("Kata sandi dan sesi dapat disadap di jaringan."),
                _("Pasang proksi TLS di depan, lalu isi PRANATA_HTTPS=1 dan PRANATA_TRUSTED_PROXIES=1."),
            )
        ]
    return []


def demonstration(env: Environment) -> list[Finding]:
    """The demonstration is for this machine only."""
    if not env.demonstration or not _public(env):
        return []
    return [
        error(
            _("Mode peragaan menyala pada alamat %(host)s.") % {"host": _public(env)[0]},
            _("Dalam peragaan siapa pun dapat masuk sebagai pejabat mana pun tanpa kata sandi."),
            _("Matikan PRANATA_DEMO, atau kosongkan PRANATA_HOSTS."),
        )
    ]


def debug(env: Environment) -> list[Finding]:
    """Tracebacks are not shown to visitors."""
    if not env.debug:
        return []
    return [
        (error if _public(env) else warning)(
            _("Mode pengembang (PRANATA_DEBUG) menyala."),
            _("Halaman galat memperlihatkan kode, setelan, dan isi permintaan kepada siapa pun."),
            _("Hapus PRANATA_DEBUG dari lingkungan proses."),
        )
    ]


def secret_key(env: Environment) -> list[Finding]:
    """The signing key cannot be guessed."""
    key = env.secret_key()
    if len(key) >= SHORTEST_KEY and len(set(key)) >= FEWEST_CHARACTERS and "insecure" not in key:
        return []
    return [
        error(
            _("Kunci penandatangan (PRANATA_SECRET_KEY) terlalu mudah ditebak."),
            _("Pemegang kunci ini dapat membuat sesi atas nama siapa pun."),
            _("Hapus PRANATA_SECRET_KEY supaya dibuatkan, atau isi paling sedikit 50 karakter acak."),
        )
    ]


def mail(env: Environment) -> list[Finding]:
    """Letters leave the machine where somebody may wait for one."""
    if env.mail_url or not _public(env):
        return []
    return [
        warning(
            _("Surel hanya dicetak di konsol (PRANATA_MAIL_URL kosong)."),
            _("Undangan dan pemulihan kata sandi tidak sampai kepada orangnya."),
            _("Isi PRANATA_MAIL_URL, misalnya smtp+tls://pengguna:sandi@surel.kota.go.id:587."),
        )
    ]


def _public(env: Environment) -> list[str]:
    return [host for host in env.allowed_hosts if not is_loopback(host)]
