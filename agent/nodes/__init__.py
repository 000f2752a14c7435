"""The nodes of a turn, one a file. None has a side effect."""
