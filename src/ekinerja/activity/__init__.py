"""Action plans, realisation, evidence and feedback of a period."""
