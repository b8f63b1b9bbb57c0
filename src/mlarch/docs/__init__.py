"""Documents about designs: a page of many."""
