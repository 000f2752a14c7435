"""A chat model double on a real local server, and requests to send to it."""

import json
from collections.abc import Callable

import pytest
from llmock.pytest_plugin import LLMock

from backends.chat.openai_compatible import OpenAICompatibleChat

MODEL = "test-double"


@pytest.fixture
def endpoint(llmock: LLMock) -> OpenAICompatibleChat:
    """The adapter, pointed at the server."""
    return OpenAICompatibleChat(MODEL, llmock.base_url())


@pytest.fixture
def statuses(llmock: LLMock) -> Callable[[], list[int | None]]:
    """What the server answered so far, in order."""
    return lambda: [record.status for record in llmock.requests]


@pytest.fixture
def say(llmock: LLMock) -> Callable[[object], LLMock]:
    """Scripts the next answer: an object as JSON, a text as it is."""
    return lambda answer: llmock.reply(answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False))
