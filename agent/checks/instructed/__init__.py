"""Text that addresses the bot, read by a small trained model: wordings that no pattern of injections has."""
