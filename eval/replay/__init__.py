"""Yesterday's conversations against today's agent."""
