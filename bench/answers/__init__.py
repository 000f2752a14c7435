"""Answers on shops with labelled questions: ``make eval-answers``."""
