"""Pages of working teams (tim kerja)."""
