"""Golden sets: read, checked, drafted, described for editors."""
