"""Settings of `ekinerja run`: everything comes from the environment, and what is unsafe is refused."""

from urllib.parse import urlsplit

from ekinerja.config.settings import env, safety
from ekinerja.config.settings.base import *  # noqa: F403
from ekinerja.config.settings.base import BASE_URL

SECRET_KEY = env.text("EKINERJA_SECRET_KEY")
SECRET_KEY_FALLBACKS = env.words("EKINERJA_SECRET_KEY_OLD", "")
ALLOWED_HOSTS = env.words("EKINERJA_HOSTS", "")
HTTP_ALLOWED = env.flag("EKINERJA_ALLOW_HTTP", default=False)

if REFUSALS := safety.refusals(
    secret=SECRET_KEY,
    hosts=ALLOWED_HOSTS,
    base_url=BASE_URL,
    http_allowed=HTTP_ALLOWED,
    debug=env.flag("EKINERJA_DEBUG", default=False),
):
    raise env.SettingError("Setelan produksi belum aman:\n  - " + "\n  - ".join(REFUSALS))

# The health pages are asked from this machine by its address.
ALLOWED_HOSTS = [*ALLOWED_HOSTS, "127.0.0.1", "localhost", "[::1]"]
DATABASES = {"default": env.pooled(env.prepared(env.database("DATABASE_URL")))}
DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = True

IS_HTTPS = urlsplit(BASE_URL).scheme == "https"
CSRF_TRUSTED_ORIGINS = [f"{urlsplit(BASE_URL).scheme}://{urlsplit(BASE_URL).netloc}"]
SESSION_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_NAME = "__Host-sessionid" if IS_HTTPS else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if IS_HTTPS else "csrftoken"
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz|metrics)$"]
SECURE_HSTS_SECONDS = env.number("EKINERJA_HSTS_SECONDS", 31_536_000) if IS_HTTPS else 0
# The program listens on this machine only; the reverse proxy in front of it sets this header (ops/).
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

EMAIL_HOST = env.text("EKINERJA_SMTP_HOST", "")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'dummy'}.EmailBackend"
EMAIL_PORT = env.number("EKINERJA_SMTP_PORT", 587)
EMAIL_HOST_USER = env.text("EKINERJA_SMTP_USER", "")
EMAIL_HOST_PASSWORD = env.text("EKINERJA_SMTP_PASSWORD", "")
EMAIL_USE_TLS = EMAIL_PORT != 465
EMAIL_USE_SSL = EMAIL_PORT == 465
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = env.text("EKINERJA_EMAIL_FROM", f"ekinerja@{urlsplit(BASE_URL).hostname}")
