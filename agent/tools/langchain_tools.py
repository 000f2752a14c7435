"""The tools as LangChain takes them, bound to one turn's context."""

from langchain_core.tools import StructuredTool

from agent.tools.context import Tool, ToolContext, ToolOutput, ToolType
from agent.tools.registry import TOOLS


def langchain_tools(context: ToolContext, *, include_writes: bool = True) -> list[StructuredTool]:
    """All tools for a model to call; the customer is the context's, whatever the model says.

    A call returns ``(content, artifact)``: the text for the model and the ``ToolOutput`` for the code.
    """
    chosen = [tool for tool in TOOLS if include_writes or tool.kind is ToolType.READ]
    return [_bound(tool, context) for tool in chosen]


def _bound(tool: Tool, context: ToolContext) -> StructuredTool:
    async def call(**arguments: object) -> tuple[str, ToolOutput]:
        output = await tool.run(context, tool.arguments.model_validate(arguments))
        return _told(output), output

    return StructuredTool.from_function(
        coroutine=call,
        name=tool.name,
        description=tool.description,
        args_schema=tool.arguments,
        response_format="content_and_artifact",
        handle_validation_error="参数不对，请按说明重新填写。",
    )


def _told(output: ToolOutput) -> str:
    if output.report is not None:
        state = "可以申请，等客服确认" if output.report.allowed else "不能申请"
        return "\n".join((state, *output.report.reasons, output.report.alternative)).strip()
    lines = [line for fact in output.facts for line in fact.lines]
    lines += [f"《{passage.title}》{passage.text}" for passage in output.passages]
    return "\n".join(lines) or output.notice
