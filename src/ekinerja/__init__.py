"""e-Kinerja: performance management of Indonesian civil servants."""
