"""Passages taken apart into what a reply may be made of: sentences, list items, steps, rows and answers."""
