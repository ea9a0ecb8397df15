"""Pages about who is outside the cycle, and the rules that say so."""
