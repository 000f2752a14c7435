"""The graph of a turn. Node names are a persisted contract: approvals wait under them."""

from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, ParamSpec, Protocol

from langgraph.graph import END, START, StateGraph
from langgraph.runtime import Runtime

from agent.context import TurnContext
from agent.nodes.await_approval import await_approval
from agent.nodes.compose_reply import compose_reply
from agent.nodes.deliver import deliver
from agent.nodes.gather_evidence import gather_evidence
from agent.nodes.hand_off import hand_off
from agent.nodes.screen_input import screen_input
from agent.nodes.settle import settle
from agent.nodes.triage import triage
from agent.nodes.verify_reply import verify_reply
from agent.routing import route_after_settle, route_after_triage, route_after_verify
from agent.state import InputState, State

P = ParamSpec("P")


class Node(Protocol):
    """A step of the turn: state and surroundings in, its part of the state out."""

    __name__: str

    def __call__(self, state: State, runtime: Runtime[TurnContext]) -> Coroutine[Any, Any, dict[str, Any]]:
        """Do the step; no side effects."""
        ...


NODES: tuple[Node, ...] = (
    screen_input,
    triage,
    gather_evidence,
    compose_reply,
    verify_reply,
    settle,
    await_approval,
    deliver,
    hand_off,
)

RECURSION_LIMIT = 16
"""The longest way takes 10 steps; LangGraph's default of 10,007 would let a mistake spin."""


def turn_graph() -> StateGraph[State, TurnContext, InputState, State]:
    """The uncompiled graph; compile it with the checkpointer of the occasion."""
    graph = StateGraph(State, context_schema=TurnContext, input_schema=InputState)
    for node in NODES:
        graph.add_node(node.__name__, _announced(node))
    graph.add_edge(START, "screen_input")
    graph.add_edge("screen_input", "triage")
    graph.add_conditional_edges("triage", _in_loop(route_after_triage), ["gather_evidence", "hand_off"])
    graph.add_edge("gather_evidence", "compose_reply")
    graph.add_edge("compose_reply", "verify_reply")
    graph.add_conditional_edges("verify_reply", _in_loop(route_after_verify), ["compose_reply", "settle"])
    graph.add_conditional_edges("settle", _in_loop(route_after_settle), ["deliver", "await_approval", "hand_off"])
    graph.add_edge("await_approval", "deliver")
    graph.add_edge("deliver", END)
    graph.add_edge("hand_off", END)
    return graph


def _in_loop(route: Callable[P, str]) -> Callable[P, Coroutine[Any, Any, str]]:
    """LangGraph sends what isn't async to a thread: a hop and a wait for nothing, three times a turn."""

    @wraps(route)
    async def decide(*args: P.args, **kwargs: P.kwargs) -> str:
        return route(*args, **kwargs)

    return decide


def _announced(node: Node) -> Node:
    async def run(state: State, runtime: Runtime[TurnContext]) -> dict[str, Any]:
        runtime.context.progress(node.__name__)
        with runtime.context.observer.span(node.__name__):
            return await node(state, runtime)

    run.__name__ = node.__name__
    return run
