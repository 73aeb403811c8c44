"""Networks that were not made here: visitors' own, kept for a while, and those added for all."""
