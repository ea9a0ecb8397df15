"""Pages of the goals of the organisation."""
