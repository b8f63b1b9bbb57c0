"""Starting and changing specs."""
