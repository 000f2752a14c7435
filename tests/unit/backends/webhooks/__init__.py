"""Where webhooks may go."""
