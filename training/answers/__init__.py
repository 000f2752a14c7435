"""The corpus of questions and answers, and the command that builds and judges the answer model."""
