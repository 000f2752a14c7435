"""The console: people with sessions, pages in a real browser."""
