"""Ids, clock, errors, tenancy, outbox, money; no words of the domain."""
