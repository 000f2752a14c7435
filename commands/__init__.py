"""The jobs behind the command line; the one place where agent, backends, ingest and api are put together."""
