"""What the sign-in pages answer, by allauth's names for it. None: the page itself says enough."""

from django.utils.translation import gettext_lazy as _

ERRORS = {
    "account_inactive": _("Akun ini tidak aktif."),
    "cannot_remove_primary_email": _("Alamat surel utama tidak dapat dihapus."),
    "duplicate_email": _("Alamat ini sudah Anda pakai."),
    "email_password_mismatch": _("Surel, NIP, atau kata sandi tidak cocok. Periksa lalu coba lagi."),
    "email_taken": _("Alamat ini tidak dapat dipakai. Gunakan alamat lain."),
    "enter_current_password": _("Kata sandi saat ini tidak cocok."),
    "incorrect_code": _("Kode tidak cocok atau sudah dipakai. Tunggu kode berikutnya lalu coba lagi."),
    "incorrect_password": _("Kata sandi tidak cocok."),
    "invalid_or_expired_key": _("Tautan ini tidak berlaku lagi."),
    "invalid_login": _("Surel, NIP, atau kata sandi tidak cocok. Periksa lalu coba lagi."),
    "invalid_password_reset": _("Tautan ini tidak berlaku lagi."),
    "max_email_addresses": _("Paling banyak %d alamat surel."),
    "rate_limited": _("Terlalu banyak percobaan dalam waktu singkat. Tunggu sebentar lalu coba lagi."),
    "same_as_current": _("Alamat baru sama dengan yang sekarang."),
    "select_only_one": _("Pilih salah satu."),
    "too_many_login_attempts": _(
        "Terlalu banyak percobaan yang gagal. Tunggu beberapa menit lalu coba lagi."
    ),
    "unknown_email": _("Alamat ini tidak dikenal."),
    "unverified_primary_email": _("Alamat surel utama perlu dikonfirmasi."),
}

FACTOR_ERRORS = {
    "add_email_blocked": _("Alamat surel tidak dapat ditambahkan."),
    "cannot_delete_authenticator": _("Faktor kedua tidak dapat dihapus."),
    "cannot_generate_recovery_codes": _("Kode cadangan dibuat setelah faktor kedua aktif."),
    "incorrect_code": ERRORS["incorrect_code"],
    "unverified_email": _("Konfirmasikan alamat surel Anda sebelum menambah faktor kedua."),
}

NOTICES = {
    "account/messages/cannot_delete_primary_email.txt": ERRORS["cannot_remove_primary_email"],
    "account/messages/email_confirmation_failed.txt": _("Alamat ini tidak dapat dikonfirmasi."),
    "account/messages/email_confirmation_sent.txt": _("Tautan konfirmasi dikirim ke alamat baru."),
    "account/messages/email_confirmed.txt": _("Alamat surel dikonfirmasi."),
    "account/messages/email_deleted.txt": _("Alamat surel dihapus."),
    "account/messages/logged_in.txt": None,
    "account/messages/logged_out.txt": _("Anda sudah keluar."),
    "account/messages/password_changed.txt": _("Kata sandi diubah. Sesi di perangkat lain sudah diakhiri."),
    "account/messages/password_set.txt": _("Kata sandi dibuat."),
    "account/messages/primary_email_set.txt": _("Alamat surel utama diubah."),
    "account/messages/unverified_primary_email.txt": ERRORS["unverified_primary_email"],
    "mfa/messages/recovery_codes_generated.txt": _("Kode cadangan dibuat. Simpan sebelum menutup halaman."),
    "mfa/messages/totp_activated.txt": _("Aplikasi autentikator aktif."),
    "mfa/messages/totp_deactivated.txt": _("Aplikasi autentikator dihapus."),
    "mfa/messages/webauthn_added.txt": _("Passkey ditambahkan."),
    "mfa/messages/webauthn_removed.txt": _("Passkey dihapus."),
}

# Sent to the owner when something about the account changed: subject, and what happened.
MAILS = {
    "account/email/email_changed": (_("Alamat surel akun diubah"), _("Alamat surel akun Anda diubah.")),
    "account/email/email_confirm": (
        _("Alamat surel dikonfirmasi"),
        _("Alamat surel akun Anda dikonfirmasi."),
    ),
    "account/email/email_deleted": (
        _("Alamat surel dihapus"),
        _("Sebuah alamat surel dihapus dari akun Anda."),
    ),
    "account/email/password_changed": (_("Kata sandi diubah"), _("Kata sandi akun Anda diubah.")),
    "account/email/password_reset": (
        _("Kata sandi disetel ulang"),
        _("Kata sandi akun Anda disetel ulang melalui tautan surel."),
    ),
    "account/email/password_set": (_("Kata sandi dibuat"), _("Kata sandi akun Anda dibuat.")),
    "mfa/email/recovery_codes_generated": (
        _("Kode cadangan baru dibuat"),
        _("Kode cadangan baru dibuat. Kode yang lama tidak berlaku lagi."),
    ),
    "mfa/email/totp_activated": (
        _("Aplikasi autentikator ditambahkan"),
        _("Aplikasi autentikator ditambahkan sebagai faktor kedua akun Anda."),
    ),
    "mfa/email/totp_deactivated": (
        _("Aplikasi autentikator dihapus"),
        _("Aplikasi autentikator dihapus dari akun Anda."),
    ),
    "mfa/email/webauthn_added": (
        _("Passkey ditambahkan"),
        _("Sebuah passkey ditambahkan ke akun Anda."),
    ),
    "mfa/email/webauthn_removed": (_("Passkey dihapus"), _("Sebuah passkey dihapus dari akun Anda.")),
}
