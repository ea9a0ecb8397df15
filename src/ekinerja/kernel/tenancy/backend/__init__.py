"""Django's PostgreSQL backend with agencies: name it as ``ENGINE``."""
