"""Layout: from a scene to positions of cards, panels, lines and labels."""
