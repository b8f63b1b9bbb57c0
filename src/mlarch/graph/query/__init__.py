"""Questions to a resolved design: who waits for whom, where data goes, paths, cycles, call order."""
