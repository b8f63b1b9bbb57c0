"""One module per command: `name.py` defines the click command `command`, imported when it is needed."""
