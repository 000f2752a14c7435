"""What docs/rules.md says of an order, worked out by plain arithmetic that shares no code with the engine."""
