"""Pages of ratings and the rater's inbox."""
