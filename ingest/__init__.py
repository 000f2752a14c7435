"""Sources to searchable chunks: partition, chunk, embed, publish."""
