"""Notifications: what a person should know or do, in the program and by e-mail."""
