"""Picture formats: each turns a scene or a drawn picture into the bytes of a file."""
