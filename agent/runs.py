"""Runs of the graph. A run checkpoints in memory; only one that stops at an approval is kept.

Most turns never wait, so most turns never touch the checkpoint database. One that waits is stored once per pending
approval, each under a thread of its own: two actions of a turn are decided independently of each other.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.base import BaseCheckpointSaver, CheckpointTuple
from langgraph.checkpoint.memory import InMemorySaver
from langgraph.types import Command
from pydantic import JsonValue

from agent.context import TurnContext
from agent.graph import RECURSION_LIMIT, turn_graph
from agent.state import InputState, Outgoing, State
from domain.errors import NotFoundError


@dataclass(frozen=True)
class Run:
    """A turn that ran to its end or to an approval."""

    state: State
    interrupted: CheckpointTuple | None
    """The checkpoint to keep, where it waits for a person."""


class GraphRuns:
    """Starts and resumes turns."""

    def __init__(self, saver: BaseCheckpointSaver[Any]) -> None:
        """Args: saver: where interrupted threads are kept."""
        self._saver = saver
        self._graph = turn_graph().compile(checkpointer=saver)

    async def start(self, message: str, context: TurnContext) -> Run:
        """Run a turn. Nothing is stored."""
        memory = InMemorySaver()
        graph = self._graph.copy(update={"checkpointer": memory})
        config = _config("run")
        state = await graph.ainvoke(InputState(message=message), config, context=context, durability="exit")
        waits = "__interrupt__" in state
        return Run(cast(State, state), await memory.aget_tuple(config) if waits else None)

    async def keep(self, run: Run, threads: Sequence[str]) -> None:
        """Store the interrupted run under these thread ids; the same ids again store the same."""
        if run.interrupted is None:
            return
        checkpoint = run.interrupted.checkpoint
        for thread in threads:
            config = await self._saver.aput(
                {"configurable": {"thread_id": thread, "checkpoint_ns": ""}},
                checkpoint,
                run.interrupted.metadata,
                checkpoint["channel_versions"],
            )
            by_task: dict[str, list[tuple[str, Any]]] = defaultdict(list)
            for task, channel, value in run.interrupted.pending_writes or []:
                by_task[task].append((channel, value))
            for task, writes in by_task.items():
                await self._saver.aput_writes(config, writes, task)

    async def resume(self, thread: str, decision: dict[str, JsonValue], context: TurnContext) -> Outgoing:
        """Let the thread go on with a decision; one that already ended gives its result again.

        Raises: NotFoundError: there is no such thread.
        """
        config = _config(thread)
        snapshot = await self._graph.aget_state(config)
        if not snapshot.values:
            raise NotFoundError("The waiting turn is gone; propose the action again.")
        if not snapshot.next:
            return cast(Outgoing, snapshot.values["outgoing"])
        state = await self._graph.ainvoke(Command(resume=decision), config, context=context, durability="exit")
        return cast(Outgoing, state["outgoing"])

    async def stored_before(self, at: datetime) -> list[str]:
        """Threads that have been kept since before then."""
        kept = [each async for each in self._saver.alist(None)]
        old = [each for each in kept if datetime.fromisoformat(each.checkpoint["ts"]) < at]
        return [str(each.config.get("configurable", {})["thread_id"]) for each in old]

    async def forget(self, thread: str) -> None:
        """Delete a finished thread."""
        await self._saver.adelete_thread(thread)


def _config(thread: str) -> RunnableConfig:
    return {"configurable": {"thread_id": thread}, "recursion_limit": RECURSION_LIMIT}
