"""Django application of the kernel."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    """Registers the kernel's tables; does nothing when ready."""

    name = "ekinerja.kernel"
    label = "kernel"
