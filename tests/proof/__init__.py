"""Proofs at full size behind make targets; the suite runs a small version of each."""
