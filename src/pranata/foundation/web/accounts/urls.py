"""Every address under `/akun/`. Of allauth's pages only those named here exist.

allauth's views are classes of another house, so each is given its policy here instead of by a decorator on
its definition. They also ask for sign-in themselves; saying it twice costs nothing and the gate sees it.
"""

from collections.abc import Callable

from allauth.account import views as account
from allauth.mfa.base import views as factor
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkey
from django.http import HttpResponseBase
from django.urls import path, re_path

from pranata.foundation.access import public, signed_in
from pranata.foundation.web.accounts import views

View = Callable[..., HttpResponseBase]


def _open(view: View) -> View:
    def opened(*args: object, **kwargs: object) -> HttpResponseBase:
        return view(*args, **kwargs)

    return public(opened)


sign_in = [
    path("masuk/", _open(account.login), name="account_login"),
    path("masuk/kode/", _open(factor.authenticate), name="mfa_authenticate"),
    path("masuk/passkey/", _open(passkey.login_webauthn), name="mfa_login_webauthn"),
    path("keluar/", _open(account.logout), name="account_logout"),
    path("tidak-aktif/", _open(account.account_inactive), name="account_inactive"),
    path("daftar/", views.no_sign_up, name="account_signup"),
    path("konfirmasi/", signed_in(account.reauthenticate), name="account_reauthenticate"),
    path("konfirmasi/kode/", signed_in(factor.reauthenticate), name="mfa_reauthenticate"),
    path(
        "konfirmasi/passkey/",
        signed_in(passkey.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
]

passwords = [
    path("kata-sandi/", signed_in(account.password_change), name="account_change_password"),
    path("kata-sandi/buat/", signed_in(account.password_set), name="account_set_password"),
    path("lupa-kata-sandi/", _open(account.password_reset), name="account_reset_password"),
    path("lupa-kata-sandi/terkirim/", _open(account.password_reset_done), name="account_reset_password_done"),
    path(
        "setel/selesai/",
        _open(account.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    # allauth joins both parts with a hyphen when it writes the link.
    re_path(
        r"^setel/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        _open(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
]

address = [
    path("surel/", views.change_address, name="account_email"),
    path("surel/terkirim/", _open(account.email_verification_sent), name="account_email_verification_sent"),
    path("surel/<str:key>/", _open(account.confirm_email), name="account_confirm_email"),
]

factors = [
    path("autentikator/", signed_in(totp.activate_totp), name="mfa_activate_totp"),
    path("autentikator/hapus/", signed_in(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("kode-cadangan/", signed_in(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "kode-cadangan/buat/",
        signed_in(recovery.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "kode-cadangan/unduh/",
        signed_in(recovery.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
    path("passkey/", signed_in(passkey.list_webauthn), name="mfa_list_webauthn"),
    path("passkey/tambah/", signed_in(passkey.add_webauthn), name="mfa_add_webauthn"),
    path("passkey/<int:pk>/hapus/", signed_in(passkey.remove_webauthn), name="mfa_remove_webauthn"),
    path("passkey/<int:pk>/ubah/", signed_in(passkey.edit_webauthn), name="mfa_edit_webauthn"),
]

own = [
    path("", views.start, name="account_start"),
    path("keamanan/", views.overview, name="account_security"),
    # allauth leads here after a factor changes; it is the same page.
    path("keamanan/", views.overview, name="mfa_index"),
    path("sesi/", views.sessions, name="account_sessions"),
    path("sesi/akhiri-lainnya/", views.end_other_sessions, name="account_end_other_sessions"),
    path("sesi/<uuid:public_id>/akhiri/", views.end_session, name="account_end_session"),
    path("kegiatan/", views.activity, name="account_activity"),
    path("faktor-kedua/", views.second_factor_required, name="account_second_factor_required"),
]

urlpatterns = [*own, *sign_in, *passwords, *address, *factors]
