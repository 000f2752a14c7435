"""Picked evidence in words: quoted sentences, rows, steps, tool facts, and the frames around them."""
