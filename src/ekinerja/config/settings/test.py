"""Settings of the test suite; the database plugin sets DATABASE_URL before Django starts."""

from ekinerja.config.settings import env
from ekinerja.config.settings.base import *  # noqa: F403

SECRET_KEY = "only-for-tests"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
# The plugin tests/plugins/database.py sets both: the program's account, and the owner that makes and migrates.
DATABASES = {"default": env.prepared(env.database("DATABASE_URL"))}
DATABASES["default"]["TEST"] = {"NAME": env.text("EKINERJA_TEST_DATABASE", "test_ekinerja")}
DATABASE_OWNER = env.database("DATABASE_OWNER_URL")
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ASSETS_REQUIRED = False
# Only for the tests of tenancy: models of every shape, and the admin as the hardest user of the ORM.
INSTALLED_APPS = [*INSTALLED_APPS, "django.contrib.admin", "tests.db.tenancy.battery_app"]  # noqa: F405
LOCAL_APPS = (*LOCAL_APPS, "admin")  # noqa: F405
