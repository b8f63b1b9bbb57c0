"""Text of a picture: the bundled font, its metrics, and line breaking."""
