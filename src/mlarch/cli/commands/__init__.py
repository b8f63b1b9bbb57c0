"""One module per command: `name.py` defines the click command `command`, and is imported when it is needed."""
