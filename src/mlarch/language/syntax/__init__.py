"""YAML text to nodes, with a place for everything, and the arrow grammar: the form, not the meaning."""
