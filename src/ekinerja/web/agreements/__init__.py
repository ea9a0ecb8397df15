"""Pages of performance agreements."""
