"""An endpoint in the form of OpenAI's chat completions, over the same turn."""
