"""Facts of one design."""
