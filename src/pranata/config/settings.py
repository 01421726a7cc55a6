"""Django settings. Everything an installation may set comes from the environment and is listed in
`docs/reference/settings.md` (a test holds the two together)."""

from pathlib import Path

from pranata.config.settings_accounts import *  # noqa: F403 - Django reads the names of this module only
from pranata.config.settings_accounts import ACCOUNT_APPS, transport_settings
from pranata.config.settings_runtime import SILENCED_SYSTEM_CHECKS as SILENCED_SYSTEM_CHECKS
from pranata.config.settings_runtime import logging_settings, security_settings
from pranata.foundation.database import django_database
from pranata.foundation.environment import Environment

env = Environment.of_process()

BASE_DIR = Path(__file__).resolve().parents[1]
DEBUG = env.debug
SECRET_KEY = env.secret_key()
ALLOWED_HOSTS = env.allowed_hosts
CSRF_TRUSTED_ORIGINS = env.trusted_origins
DEMONSTRATION = env.demonstration

INSTALLED_APPS = [
    "pranata.foundation",
    "pranata.ledger",
    "pranata.organisation",
    "pranata.records",
    "pranata.receipts",
    "pranata.assessment",
    "pranata.handover",
    "pranata.planning",
    "pranata.insights",
    "pranata.coaching",
    "pranata.portal",
    "pranata.desk",
    *ACCOUNT_APPS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "pranata.foundation.web.security.SecurityHeadersMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "pranata.foundation.web.language.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "pranata.foundation.web.accounts.middleware.SignInSessionMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "pranata.organisation.web.middleware.ActorMiddleware",
    "pranata.foundation.web.accounts.middleware.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "pranata.foundation.web.errors.ProductErrorMiddleware",
]

ROOT_URLCONF = "pranata.config.urls"
WSGI_APPLICATION = "pranata.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "pranata.foundation.web.context.page_context",
            ],
        },
    },
]

DATABASES = {"default": django_database(env)}

globals().update(transport_settings(env))
globals().update(security_settings(env))
LOGGING = logging_settings(env.log_level)
# A letter that leaves the machine takes seconds; the page must not wait for it.
EMAIL_IN_BACKGROUND = env.mail_url is not None

AUTH_USER_MODEL = "foundation.Account"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Jakarta"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = env.home / "static"
# The built assets come with the package: they are found there whether or not they were collected.
WHITENOISE_USE_FINDERS = True

BLOB_URL = env.blob_url
BLOB_COPY_URL = env.blob_copy_url
UPLOADS = env.home / "uploads"
# Never part of a backup: it says what a restored backup must lose again.
DESTRUCTION_JOURNAL = env.home / "destruction" / "journal"
UPLOAD_LIMIT = env.upload_limit_mb * 1_000_000
CLAMAV = env.clamav

FORM_RENDERER = "pranata.foundation.ui.forms.FormRenderer"
CSRF_FAILURE_VIEW = "pranata.foundation.web.errors.csrf_failure"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "pranata.config.static.HashedStatic"},
}

TEST_RUNNER = "django.test.runner.DiscoverRunner"
