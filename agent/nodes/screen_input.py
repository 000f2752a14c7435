"""Makes the customer's text safe to read, keep and log."""

from typing import Any

from langgraph.runtime import Runtime

from agent.checks.injection import is_injection
from agent.checks.redact import redact_secrets
from agent.checks.sanitise import sanitise
from agent.context import TurnContext
from agent.state import State


async def screen_input(state: State, runtime: Runtime[TurnContext]) -> dict[str, Any]:
    """Sanitise, redact what must not be stored, note attempts to instruct the bot."""
    text = redact_secrets(sanitise(state["message"]).text).text
    return {"text": text, "injection": is_injection(text)}
