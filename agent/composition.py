"""The evidence of a turn as the reasoners and the checks take it."""

from agent.context import TurnContext
from agent.state import State
from domain.reasoner import CompositionRequest


def composition_request(state: State, context: TurnContext) -> CompositionRequest:
    """Everything the reply may rest on, from state and context."""
    gathered = state["gathered"]
    return CompositionRequest(
        text=state["text"],
        analysis=state["analysis"],
        history=context.history,
        passages=gathered.passages,
        facts=gathered.facts,
        actions=gathered.actions,
        choices=gathered.choices,
        notices=gathered.notices,
        shop=context.shop,
        now=context.now,
        failures=state.get("failures", ()),
        refused_author=state["draft"].reasoner if state.get("failures") else "",
    )
