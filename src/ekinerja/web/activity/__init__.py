"""Pages of the periods: what was planned, reached, proven and said."""
