"""Two designs side by side: which part is which, and what one lacks against the other."""
