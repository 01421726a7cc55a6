"""Settings of sign-in: who is let in, how, for how long. The rest is in `settings.py`.

Passwords are hashed with scrypt: memory-hard, in Python's own OpenSSL, no further dependency. PBKDF2 stays
readable, so that accounts of an older system can be taken over.
"""

from datetime import timedelta
from typing import Any
from urllib.parse import unquote, urlsplit

from pranata.foundation.environment import Environment

ACCOUNT_APPS = ["allauth", "allauth.account", "allauth.mfa"]

AUTHENTICATION_BACKENDS = ["pranata.foundation.accounts.backend.PasswordBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_RULES = "pranata.foundation.accounts.passwords"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_RULES}.LengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_RULES}.CommonValidator"},
    {"NAME": f"{_RULES}.SimilarityValidator"},
]
PASSWORD_RESET_TIMEOUT = int(timedelta(days=3).total_seconds())

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/meja/"
LOGOUT_REDIRECT_URL = "/"

# Predicates of a request, any of which makes a second factor a duty before acting.
SECOND_FACTOR_RULES = ["pranata.organisation.web.second_factor.holds_powerful_role"]

# Idle time, prolonged while the session is in use; closing the browser ends it earlier.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"

# Rate limits and used codes must be the same in every worker process, hence not in its memory.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "foundation_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

_WEB = "pranata.foundation.web.accounts"
ACCOUNT_ADAPTER = f"{_WEB}.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Pranata] "
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "pranata.foundation.accounts.tokens.PasswordTokens"  # noqa: S105 - a path
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = int(timedelta(minutes=15).total_seconds())
# Guessing is slowed by our own lock-out, in the database; these only hold back floods.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "20/5m/key",
    "reset_password": "30/m/ip,3/15m/key",
    "reset_password_from_key": "30/m/ip",
}
ACCOUNT_FORMS = {
    "login": f"{_WEB}.forms.SignInForm",
    "add_email": f"{_WEB}.forms.ChangeAddressForm",
    "change_password": f"{_WEB}.forms.ChangeOwnPasswordForm",
    "set_password": f"{_WEB}.forms.FirstPasswordForm",
    "reset_password": f"{_WEB}.forms.ForgottenPasswordForm",
    "reset_password_from_key": f"{_WEB}.forms.NewPasswordForm",
    "reauthenticate": f"{_WEB}.forms.ConfirmPasswordForm",
}

MFA_ADAPTER = f"{_WEB}.mfa_adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Pranata"
# Phones run late: the code of the half minute before and after is taken, once.
MFA_TOTP_TOLERANCE = 1
# Waiting for allauth's own proof of the address would keep factors away; ours is `accounts.ownership`.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_FORMS = {
    "authenticate": f"{_WEB}.factor_forms.CodeForm",
    "reauthenticate": f"{_WEB}.factor_forms.ConfirmCodeForm",
    "activate_totp": f"{_WEB}.factor_forms.ActivateAuthenticatorForm",
    "add_webauthn": f"{_WEB}.factor_forms.AddPasskeyForm",
    "edit_webauthn": f"{_WEB}.factor_forms.RenamePasskeyForm",
}

_MAIL_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


def transport_settings(env: Environment) -> dict[str, Any]:
    """Return what depends on how the installation is reached: cookies, proxies and mail."""
    behind_proxy = env.https and env.trusted_proxies > 0
    return {
        "SESSION_COOKIE_SECURE": env.https,
        "CSRF_COOKIE_SECURE": env.https,
        "ACCOUNT_DEFAULT_HTTP_PROTOCOL": "https" if env.https else "http",
        "ALLAUTH_TRUSTED_PROXY_COUNT": env.trusted_proxies,
        # Only a proxy we trust may say that the browser spoke HTTPS to it.
        "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https") if behind_proxy else None,
        "DEFAULT_FROM_EMAIL": env.mail_from,
        **mail_settings(env.mail_url),
    }


def mail_settings(url: str | None) -> dict[str, Any]:
    """Return Django's mail settings for `smtp://`, `smtp+tls://` or `smtps://user:password@host:port`.

    Without an address mail is printed on the console. Raises ValueError for another scheme or a missing host.
    """
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    parts = urlsplit(url)
    if parts.scheme not in _MAIL_PORTS or not parts.hostname:
        raise ValueError(
            "PRANATA_MAIL_URL must look like smtp+tls://user:password@host:587 (smtp, smtp+tls or smtps)."
        )
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or _MAIL_PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 20,
    }
