"""A run for its readers: a terminal, a browser, a pull request, a CI server."""
