"""Row-based tenancy."""
