"""Health, readiness and metrics for those who run the program."""
