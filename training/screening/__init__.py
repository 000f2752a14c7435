"""The screening model: its corpus of outgoing texts, how it is fitted, and how it is judged on trades it never saw."""
