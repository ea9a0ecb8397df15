"""Django application of the wiring: last in the list, so that every module is there when events get their handlers."""

from importlib import import_module

from django.apps import AppConfig


class WiringConfig(AppConfig):
    """Names the handlers of events in every process: pages, worker and command line."""

    name = "ekinerja.config"
    label = "config"

    def ready(self) -> None:
        """Import the wiring; without it an event would be published to nobody."""
        import_module("ekinerja.config.wiring")
