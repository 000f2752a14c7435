"""The state machine: one turn from a customer's message to an outcome."""
