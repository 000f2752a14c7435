"""One check a file; each takes the case and yields why the draft may not be sent."""
