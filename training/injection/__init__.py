"""The corpus of what addresses the bot, and the command that builds its model."""
