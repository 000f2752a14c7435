"""Commands over a real data folder."""
