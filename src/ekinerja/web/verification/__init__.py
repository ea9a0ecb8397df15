"""The public page on which a printed document is checked."""
