"""Which units answer this question, and whether they really do."""
