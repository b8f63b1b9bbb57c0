"""Nodes to a model: tables of fields, the values they take, and what ties them together."""
