"""The LLM reasoner: the same protocol as the embedded one, over any chat model."""
