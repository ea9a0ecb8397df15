"""Django application of the kernel."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    """Registers the kernel's tables, and its checks when ready."""

    name = "ekinerja.kernel"
    label = "kernel"

    def ready(self) -> None:
        """Register the system checks."""
        from ekinerja.kernel import checks  # noqa: F401
