"""Pages of planning: own plans, one plan, the year."""
