"""How numbers are computed, with worked examples, and the regulations behind them."""
