"""Employees, ranks, appointments, acting posts, status, and who rates whom on a day."""
