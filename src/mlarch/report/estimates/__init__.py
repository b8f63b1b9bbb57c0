"""Estimates as text, JSON and Markdown: one module for each format."""
