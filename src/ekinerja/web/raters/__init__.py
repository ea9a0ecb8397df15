"""Pages about who rates whom."""
