"""Tools: READ ones tell what is, WRITE ones only ever propose; and what decides which of them run in a turn."""
