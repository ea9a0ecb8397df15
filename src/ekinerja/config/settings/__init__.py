"""Settings: base, local (demo), test, production; read through django.conf only."""
