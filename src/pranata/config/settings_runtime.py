"""Settings of a process that serves: transport security and what is written to its log."""

from typing import Any

from pranata.foundation.environment import Environment

ONE_YEAR = 365 * 24 * 60 * 60

# W005, W021: HTTPS for every other service under an instansi's domain is not ours to promise.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]


def security_settings(env: Environment) -> dict[str, Any]:
    """Return what is stricter once pages are reached over HTTPS.

    Names beginning with `__Host-` are refused by browsers unless they came over HTTPS from this very host,
    so that a neighbour under the same domain can plant neither a session nor a CSRF token.
    """
    if not env.https:
        return {}
    return {
        "SESSION_COOKIE_NAME": "__Host-sesi",
        "CSRF_COOKIE_NAME": "__Host-csrf",
        "SECURE_HSTS_SECONDS": ONE_YEAR,
        "SECURE_REDIRECT_EXEMPT": [r"^healthz$"],
        **_behind_proxy(env),
    }


def _behind_proxy(env: Environment) -> dict[str, Any]:
    # Without a proxy that we trust to say how it was asked (`transport_settings` believes it), every request
    # looks like HTTP: redirecting it would never end.
    return {"SECURE_SSL_REDIRECT": True} if env.trusted_proxies else {}


def logging_settings(level: str) -> dict[str, Any]:
    """Return a log to standard error: where it goes from there is the machine's affair."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {"django": {"handlers": ["stderr"], "level": level, "propagate": False}},
    }
