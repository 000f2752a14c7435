"""Orders and what hangs on them as facts: short statements fit for the customer, and the same as typed data."""
