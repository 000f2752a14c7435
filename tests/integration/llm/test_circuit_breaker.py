"""The circuit breaker: a model that is down is left alone, then tried by one call."""

import pytest
from llmock.pytest_plugin import LLMock

from backends.chat.circuit_breaker import CircuitBreaker
from backends.chat.openai_compatible import OpenAICompatibleChat
from domain.chat_model import ChatMessage
from domain.errors import ModelFailedError

MESSAGES = (ChatMessage(role="user", text="你好"),)


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


async def fail(breaker: CircuitBreaker) -> None:
    with pytest.raises(ModelFailedError):
        await breaker.complete(MESSAGES, None, 100, 5.0)


async def test_after_failures_in_a_row_the_endpoint_is_not_asked_until_the_pause_is_over(
    endpoint: OpenAICompatibleChat, llmock: LLMock
) -> None:
    clock = Clock()
    breaker = CircuitBreaker(endpoint, failures=2, pause=30, monotonic=clock)
    llmock.fail(401, times=3)
    for _ in range(4):
        await fail(breaker)
    assert len(llmock.requests) == 2

    clock.now += 31
    await fail(breaker)
    await fail(breaker)
    assert len(llmock.requests) == 3, "one call tries, the next keeps away again"

    clock.now += 31
    llmock.reply("好的")
    llmock.reply("好的")
    for _ in range(2):
        assert (await breaker.complete(MESSAGES, None, 100, 5.0)).text == "好的"


async def test_a_success_between_failures_keeps_the_circuit_closed(
    endpoint: OpenAICompatibleChat, llmock: LLMock
) -> None:
    breaker = CircuitBreaker(endpoint, failures=2)
    for _ in range(3):
        llmock.fail(401)
        await fail(breaker)
        llmock.reply("好的")
        await breaker.complete(MESSAGES, None, 100, 5.0)
    assert len(llmock.requests) == 6
