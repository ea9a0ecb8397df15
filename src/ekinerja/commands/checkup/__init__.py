"""The checks of `ekinerja doctor`, grouped by what they look at."""
