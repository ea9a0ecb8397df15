"""Django application of this module."""

from django.apps import AppConfig


class ModuleConfig(AppConfig):
    """Registers the module's tables; does nothing when ready."""

    name = "ekinerja.notices"
    label = "notices"
