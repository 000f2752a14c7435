"""Load against real servers on loopback."""
