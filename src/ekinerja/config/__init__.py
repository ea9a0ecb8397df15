"""Settings, URLs, entry points and wiring: the only place that joins ports to adapters and events to handlers."""
