"""Settings common to every deployment. No secret, host list or debug flag has a default here."""

from __future__ import annotations

from pathlib import Path

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
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_vite",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "ekinerja.kernel",
    "ekinerja.audit",
    "ekinerja.organisation",
    "ekinerja.regulation",
    "ekinerja.people",
    "ekinerja.access",
    "ekinerja.documents",
    "ekinerja.planning",
    "ekinerja.activity",
    "ekinerja.evaluation",
    "ekinerja.reporting",
    "ekinerja.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "ekinerja.web.middleware.security_headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "ekinerja.web.middleware.actor_and_agency",
    "ekinerja.web.middleware.domain_errors",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "ekinerja.config.urls"
WSGI_APPLICATION = "ekinerja.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {"environment": "ekinerja.web.jinja.environment"},
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

# Tenancy: plain | emulate | citus (docs/decisions, tenancy)
TENANCY_MODE = env.text("EKINERJA_TENANCY", "plain")
REFERENCE_MODELS = ("organisation.Agency",)
LOCAL_APPS = (
    "contenttypes",
    "auth",
    "sessions",
    "procrastinate",
    "account",
    "socialaccount",
    "mfa",
    "usersessions",
    "axes",
)
LOCAL_MODELS: tuple[str, ...] = ("access.Account", "access.NationalGrant")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "access.Account"
PASSWORD_HASHERS = ["ekinerja.access.hashers.Argon2"]

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Asia/Jakarta"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [PROJECT / "frontend" / "dist", PACKAGE / "web" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
DJANGO_VITE = {"default": {"manifest_path": PROJECT / "frontend" / "dist" / "manifest.json"}}
MEDIA_ROOT = HOME / "files"

LOGIN_URL = "access:sign-in"
LOGIN_REDIRECT_URL = "home:home"

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

PROCRASTINATE_IMPORT_PATHS = ["ekinerja.config.wiring"]
