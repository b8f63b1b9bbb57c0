"""Icons: the project's glyphs, icons of technologies, and files beside a spec."""
