"""Beside the human agent: suggestions, records, screenings, feedback."""
