"""READ tools, one a file. Each asks only for the customer of the context."""
