"""Settings of `ekinerja demo` and of development on one machine; the launcher sets the variables."""

from ekinerja.config.settings import env
from ekinerja.config.settings.base import *  # noqa: F403

SECRET_KEY = env.text("EKINERJA_SECRET_KEY")
ALLOWED_HOSTS = env.words("EKINERJA_HOSTS", "localhost,127.0.0.1,[::1]")
DATABASES = {"default": env.pooled(env.prepared(env.database("DATABASE_URL")))}
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = HOME / "surel"  # noqa: F405
