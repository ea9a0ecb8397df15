"""Pages of the role-outcome matrix of a plan."""
