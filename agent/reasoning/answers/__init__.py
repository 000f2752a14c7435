"""Learned judgement: does this sentence answer this question, and do these passages answer it at all."""
