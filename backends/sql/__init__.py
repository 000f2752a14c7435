"""SQL adapters of the domain's ports: SQLite in the data folder or PostgreSQL, with the same code."""
