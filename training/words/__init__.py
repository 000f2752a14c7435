"""Word vectors for the embedded reasoner: how alike two words are, distilled from the embedding model."""
