"""The triage models: their corpus, how they are fitted, and how they are judged on trades they never saw."""
