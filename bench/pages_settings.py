"""The demo's settings with one more address: a page of one query, the measure of the others."""

from ekinerja.config.settings.local import *  # noqa: F403

ROOT_URLCONF = "bench.pages_urls"
