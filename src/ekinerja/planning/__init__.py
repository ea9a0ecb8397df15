"""Performance years, plans (SKP), outcomes (RHK), indicators, expectations, agreement."""
