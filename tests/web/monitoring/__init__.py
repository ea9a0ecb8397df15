"""Pages of the control room of planning."""
