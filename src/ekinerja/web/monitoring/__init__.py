"""The control room of planning."""
