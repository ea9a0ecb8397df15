"""e-Kinerja: performance management of Indonesian civil servants."""

__version__ = "0.1.0"
