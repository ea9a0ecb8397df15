"""Row-based tenancy: every table is keyed by agency, every query carries it, the database checks it again."""
