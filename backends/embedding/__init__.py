"""Text to vectors: the embedded model, or any OpenAI-compatible endpoint."""
