"""The chat model behind any OpenAI-compatible endpoint."""

import asyncio
from typing import Any

from langchain_core.messages import BaseMessage
from langchain_openai import ChatOpenAI
from openai import DefaultAsyncHttpxClient, OpenAIError
from pydantic import SecretStr

from backends.chat.retrying import CutStreamError, Trouble, trouble_of
from backends.chat.structured import Mode, request_messages, request_options
from backends.chat.tokens import count, fits
from domain.chat_model import AnswerSchema, ChatAnswer, ChatMessage
from domain.errors import ModelFailedError, ModelNotAskedError

PROMPT_TOKENS = 12_000
TRIES = 4
"""Calls to the endpoint for one answer: enough to walk down all three modes after one blip."""


class OpenAICompatibleChat:
    """Streams, so that a stalled or cut answer is noticed; retries only what can pass, within one time budget."""

    def __init__(
        self,
        model: str,
        base_url: str | None = None,
        api_key: SecretStr | None = None,
        prompt_tokens: int = PROMPT_TOKENS,
    ) -> None:
        """Args: base_url: OpenAI's own without it; api_key: endpoints that need none may go without."""
        self._model = ChatOpenAI(
            model=model,
            base_url=base_url,
            api_key=api_key or SecretStr("none"),
            # Retries are ours: the client's own would not know the budget of the turn.
            max_retries=0,
            streaming=True,
            stream_usage=True,
            # Its own client, not the one langchain shares between event loops.
            http_async_client=DefaultAsyncHttpxClient(),
        )
        self._prompt_tokens = prompt_tokens
        self._mode = Mode.JSON_SCHEMA
        # What both libraries load at their first use takes seconds, which no customer's turn should pay for.
        count("预热")
        _ = self._model.root_async_client.chat.completions

    async def complete(
        self, messages: tuple[ChatMessage, ...], schema: AnswerSchema | None, max_tokens: int, seconds: float
    ) -> ChatAnswer:
        """A complete answer. Raises: ModelFailedError."""
        if not fits([message.text for message in messages], self._prompt_tokens):
            raise ModelNotAskedError("The prompt is over the token budget; the chat model was not asked.")
        try:
            async with asyncio.timeout(seconds):
                return await self._try(messages, schema, max_tokens, asyncio.get_running_loop().time() + seconds)
        except TimeoutError:
            raise ModelFailedError("The chat model did not answer in time.") from None

    async def _try(
        self, messages: tuple[ChatMessage, ...], schema: AnswerSchema | None, max_tokens: int, deadline: float
    ) -> ChatAnswer:
        mode = self._mode
        for attempt in range(TRIES):
            try:
                answer = await self._ask(
                    request_messages(messages, schema, mode), max_tokens, request_options(schema, mode)
                )
            except (OpenAIError, CutStreamError) as error:
                trouble = trouble_of(error)
                mode = await self._prepare(trouble, schema, mode, attempt, deadline)
            except ModelFailedError:
                raise
            except Exception:
                # Fail closed: a broken stream comes through as whatever the client stumbled over (a decoder's error,
                # a missing field), and may repeat the answer; so it is neither let through nor chained.
                raise ModelFailedError("The chat model's endpoint sent something unreadable.") from None
            else:
                self._mode = mode if schema is not None else self._mode
                return answer
        raise ModelFailedError("The chat model failed on every try.")

    async def _prepare(
        self, trouble: Trouble, schema: AnswerSchema | None, mode: Mode, attempt: int, deadline: float
    ) -> Mode:
        """The mode of the next try, after the pause it needs. Raises: ModelFailedError when another try can't help."""
        can_step_down = schema is not None and mode is not Mode.PROMPT
        if trouble.format_refused and can_step_down and not (trouble.retryable and attempt == 0):
            return Mode(mode + 1)
        if not trouble.retryable:
            raise ModelFailedError("The chat model's endpoint refused the request.") from None
        pause = trouble.pause(attempt)
        if asyncio.get_running_loop().time() + pause >= deadline:
            raise ModelFailedError("The chat model asked to wait longer than a turn may take.") from None
        await asyncio.sleep(pause)
        return mode

    async def _ask(self, messages: list[BaseMessage], max_tokens: int, options: dict[str, Any]) -> ChatAnswer:
        message = await self._model.ainvoke(messages, max_tokens=max_tokens, **options)
        reason = str(message.response_metadata.get("finish_reason") or "")
        if not reason:
            raise CutStreamError
        if reason != "stop":
            raise ModelFailedError("The chat model's answer was too long or filtered.")
        text = message.text
        if not text.strip():
            raise ModelFailedError("The chat model's answer was empty.")
        usage = message.usage_metadata
        return ChatAnswer(text=text, finish_reason=reason, tokens=usage["total_tokens"] if usage else 0)
