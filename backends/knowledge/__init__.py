"""Finding the right passages: the vector index, the lexical index, and the search that joins them."""
