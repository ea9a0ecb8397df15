"""Settings common to every deployment. No secret, host list or debug flag has a default here."""

from __future__ import annotations

from pathlib import Path

from ekinerja.config import logging
from ekinerja.config.settings import env

PACKAGE = Path(__file__).resolve().parents[2]
PROJECT = PACKAGE.parents[1]
HOME = Path(env.text("EKINERJA_HOME", str(PROJECT / ".ekinerja")))

DEBUG = False
SECRET_KEY: str
ALLOWED_HOSTS: list[str]
BASE_URL = env.text("EKINERJA_BASE_URL", "http://localhost:8000")

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "procrastinate.contrib.django",
    "ekinerja.kernel",
    "ekinerja.audit",
    "ekinerja.organisation",
    "ekinerja.regulation",
    "ekinerja.people",
    "ekinerja.access",
    "ekinerja.documents",
    "ekinerja.notices",
    "ekinerja.planning",
    "ekinerja.activity",
    "ekinerja.evaluation",
    "ekinerja.reporting",
    "ekinerja.web",
    "ekinerja.config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "ekinerja.web.middleware.head_as_get",
    "ekinerja.web.middleware.security_headers",
    "ekinerja.web.ops.observing.observe",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "ekinerja.web.middleware.chosen_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "ekinerja.web.middleware.actor_and_agency",
    "ekinerja.web.middleware.domain_errors",
]

ROOT_URLCONF = "ekinerja.config.urls"
WSGI_APPLICATION = "ekinerja.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "ekinerja.web.jinja.environment",
            "context_processors": ["ekinerja.web.shell.context.shell"],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]

# One of plain, emulate and citus; docs/tenancy.md says which is for what.
TENANCY_MODE = env.text("EKINERJA_TENANCY", "plain")
REFERENCE_MODELS = ("organisation.Agency",)
LOCAL_APPS: tuple[str, ...] = (
    "contenttypes",
    "auth",
    "procrastinate",
)
LOCAL_MODELS: tuple[str, ...] = (
    "access.AccessToken",
    "access.Account",
    "access.NationalGrant",
    "access.OneTimeCode",
    "access.SecondFactor",
    "access.Session",
    "access.Throttle",
    "kernel.Uptime",
)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "access.Account"
AUTHENTICATION_BACKENDS = ["ekinerja.access.backend.Backend"]
PASSWORD_HASHERS = ["ekinerja.access.hashers.Argon2"]
AUTH_PASSWORD_VALIDATORS = [{"NAME": "ekinerja.access.passwords.Validator"}]

# Seconds that one statement may take, 0 for as long as it wants; the server of the pages sets it (commands/serve.py)
QUERY_SECONDS = env.number("EKINERJA_QUERY_SECONDS", 0)

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Asia/Jakarta"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [
    PROJECT / "frontend" / "dist",
    PACKAGE / "web" / "static",
    ("panduan", PROJECT / "docs" / "panduan" / "gambar"),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
ASSETS_MANIFEST = PROJECT / "frontend" / "dist" / "manifest.json"
ASSETS_REQUIRED = True
GUIDE_FOLDER = PROJECT / "docs" / "panduan"
WHITENOISE_IMMUTABLE_FILE_TEST = r"^.+-[0-9A-Z]{8}\.(css|js|svg|woff2)$"
CSRF_FAILURE_VIEW = "ekinerja.web.shell.errors.csrf_failed"
MEDIA_ROOT = HOME / "files"

LOGIN_URL = "access:sign-in"
LOGIN_REDIRECT_URL = "home:home"
SESSION_ENGINE = "ekinerja.access.sessions"

# Addresses of reverse proxies whose X-Forwarded-For is believed (the client's address slows down guessing)
TRUSTED_PROXIES = env.words("EKINERJA_TRUSTED_PROXIES", "")
# Sign-in through ASN Digital or another OpenID Connect provider; empty issuer: not offered
OIDC_ISSUER = env.text("EKINERJA_OIDC_ISSUER", "")
OIDC_CLIENT_ID = env.text("EKINERJA_OIDC_CLIENT_ID", "")
OIDC_CLIENT_SECRET = env.text("EKINERJA_OIDC_CLIENT_SECRET", "")
OIDC_NIP_CLAIM = env.text("EKINERJA_OIDC_NIP_CLAIM", "preferred_username")
OIDC_NAME = env.text("EKINERJA_OIDC_NAME", "ASN Digital")

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LOGGING = logging.configure(env.text("EKINERJA_LOG_LEVEL", "INFO").upper())
# Readers of /metrics from other machines show this word; without it only this machine may read
METRICS_TOKEN = env.text("EKINERJA_METRICS_TOKEN", "")
