"""Accounts, sign-in, roles with scope, delegation, sessions; turns a request into an Actor."""
