"""A phone that several people use: the lock, one child alone, everything removed; and what is promised."""
