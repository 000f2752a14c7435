"""The one way to an action: asked when it is proposed, when it is approved and before it is carried out."""

from collections.abc import Mapping

from pydantic import ValidationError

from agent.tools.context import ToolContext, ToolOutput, ToolType
from agent.tools.notices import BAD_ARGUMENTS, SIGN_IN, UNKNOWN_TOOL
from agent.tools.registry import tool_named
from domain.reasoner import ActionReport


async def propose_action(name: str, args: Mapping[str, object], context: ToolContext) -> ActionReport:
    """What the rules say of an action now, with a proposal where they allow it. Nothing is changed.

    Raises:
        UnavailableError: the order backend doesn't answer.
    """
    output = await propose(name, args, context)
    return output.report or _refused(name, output.notice or BAD_ARGUMENTS)


async def propose(name: str, args: Mapping[str, object], context: ToolContext) -> ToolOutput:
    """The same with the fact that the decision rests on."""
    tool = tool_named(name)
    if tool is None or tool.kind is not ToolType.WRITE:
        return ToolOutput(report=_refused(name, UNKNOWN_TOOL))
    if context.customer_id is None:
        return ToolOutput(notice=SIGN_IN)
    try:
        # From JSON a tuple comes back as a list; everything else has to have its type.
        given = tool.arguments.model_validate({k: tuple(v) if isinstance(v, list) else v for k, v in args.items()})
    except ValidationError:
        return ToolOutput(report=_refused(name, BAD_ARGUMENTS))
    return await tool.run(context, given)


def _refused(name: str, reason: str) -> ActionReport:
    return ActionReport(name=name, allowed=False, needs="nobody", reasons=(reason,))
