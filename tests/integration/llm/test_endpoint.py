"""The adapter against a server that misbehaves in every way an endpoint can."""

from collections.abc import Callable

import pytest
from llmock.pytest_plugin import LLMock

from backends.chat.openai_compatible import OpenAICompatibleChat
from domain.chat_model import AnswerSchema, ChatAnswer, ChatMessage
from domain.errors import ModelFailedError

MESSAGES = (ChatMessage(role="system", text="固定的部分"), ChatMessage(role="user", text="你好"))
SCHEMA = AnswerSchema(
    name="Sample",
    json_schema={
        "type": "object",
        "properties": {"a": {"type": "string"}},
        "required": ["a"],
        "additionalProperties": False,
    },
)
GOOD = '{"a": "一句足够长、要分成好几块才送得完的话，好让它中途断掉"}'

Say = Callable[[object], LLMock]
Statuses = Callable[[], list[int | None]]


async def ask(endpoint: OpenAICompatibleChat, seconds: float = 5.0) -> ChatAnswer:
    return await endpoint.complete(MESSAGES, SCHEMA, 100, seconds)


async def test_a_good_answer_arrives_whole_with_its_reason_to_stop(
    endpoint: OpenAICompatibleChat, say: Say, llmock: LLMock
) -> None:
    say(GOOD)
    answer = await ask(endpoint)
    assert answer.text == GOOD
    assert answer.finish_reason == "stop"
    assert answer.tokens > 0
    sent = llmock.last_request.body
    assert sent["model"] == "test-double"
    assert sent["response_format"]["type"] == "json_schema"
    assert [message["role"] for message in sent["messages"]] == ["system", "user"]
    llmock.assert_resilient(strict=True)


@pytest.mark.parametrize("status", [429, 500, 502, 503])
async def test_what_can_pass_is_tried_again(
    status: int, endpoint: OpenAICompatibleChat, say: Say, statuses: Statuses, llmock: LLMock
) -> None:
    llmock.fail(status)
    say(GOOD)
    assert (await ask(endpoint)).text == GOOD
    assert statuses() == [status, 200]


async def test_retry_after_is_kept(endpoint: OpenAICompatibleChat, say: Say, llmock: LLMock) -> None:
    llmock.rate_limit(retry_after=0.4)
    say(GOOD)
    assert (await ask(endpoint)).text == GOOD
    llmock.assert_resilient(strict=True)


async def test_a_retry_after_beyond_the_budget_is_not_waited_for(
    endpoint: OpenAICompatibleChat, statuses: Statuses, llmock: LLMock
) -> None:
    llmock.rate_limit(retry_after=60, times=None)
    with pytest.raises(ModelFailedError, match="longer than a turn"):
        await ask(endpoint)
    assert statuses() == [429]


@pytest.mark.parametrize("status", [401, 403, 404])
async def test_what_cannot_pass_is_not_tried_again(
    status: int, endpoint: OpenAICompatibleChat, statuses: Statuses, llmock: LLMock
) -> None:
    llmock.fail(status, times=None)
    with pytest.raises(ModelFailedError):
        await ask(endpoint)
    assert statuses() == [status]


async def test_an_endpoint_that_stays_down_is_given_up(
    endpoint: OpenAICompatibleChat, statuses: Statuses, llmock: LLMock
) -> None:
    llmock.outage()
    with pytest.raises(ModelFailedError):
        await ask(endpoint)
    assert 1 < len(statuses()) <= 4


async def test_a_slow_answer_is_a_time_out(endpoint: OpenAICompatibleChat, llmock: LLMock) -> None:
    llmock.delay(3)
    with pytest.raises(ModelFailedError, match="in time"):
        await ask(endpoint, seconds=0.3)


async def test_a_stalled_stream_is_a_time_out(endpoint: OpenAICompatibleChat, say: Say) -> None:
    say(GOOD).stall(after_chunks=2, seconds=3)
    with pytest.raises(ModelFailedError, match="in time"):
        await ask(endpoint, seconds=0.5)


async def test_a_stream_without_a_finish_reason_is_asked_for_again(
    endpoint: OpenAICompatibleChat, say: Say, llmock: LLMock
) -> None:
    say(GOOD).truncate(after_chunks=2)
    say(GOOD)
    assert (await ask(endpoint)).text == GOOD
    llmock.assert_resilient()


async def test_streams_that_never_finish_are_no_answer(endpoint: OpenAICompatibleChat, llmock: LLMock) -> None:
    llmock.reply(GOOD, times=None).truncate(after_chunks=2, times=None)
    with pytest.raises(ModelFailedError):
        await ask(endpoint)


async def test_a_corrupt_stream_is_no_answer_and_its_text_is_not_repeated(
    endpoint: OpenAICompatibleChat, say: Say
) -> None:
    say(GOOD).corrupt(after_chunks=2)
    with pytest.raises(ModelFailedError) as error:
        await ask(endpoint)
    assert "足够长" not in str(error.value)
    assert error.value.__cause__ is None


async def test_a_dropped_connection_is_tried_again(endpoint: OpenAICompatibleChat, say: Say) -> None:
    say(GOOD).disconnect(after_chunks=2)
    say(GOOD)
    assert (await ask(endpoint)).text == GOOD


async def test_an_empty_answer_is_no_answer(endpoint: OpenAICompatibleChat, say: Say) -> None:
    say(" ")
    with pytest.raises(ModelFailedError):
        await ask(endpoint)


@pytest.mark.parametrize("status", [400, 422])
async def test_a_refused_schema_is_asked_for_less_firmly_and_remembered(
    status: int, endpoint: OpenAICompatibleChat, say: Say, llmock: LLMock
) -> None:
    llmock.fail(status, times=2)
    say(GOOD)
    assert (await ask(endpoint)).text == GOOD
    first, second, third = (record.body for record in llmock.requests)
    assert first["response_format"]["type"] == "json_schema"
    assert second["response_format"] == {"type": "json_object"}
    assert "response_format" not in third
    assert '"additionalProperties": false' in third["messages"][0]["content"]
    say(GOOD)
    await ask(endpoint)
    assert len(llmock.requests) == 4


async def test_a_server_error_at_every_schema_leads_to_the_plain_prompt(
    endpoint: OpenAICompatibleChat, say: Say, llmock: LLMock
) -> None:
    llmock.fail(500, times=3)
    say(GOOD)
    assert (await ask(endpoint)).text == GOOD
    assert "response_format" not in llmock.last_request.body


async def test_a_request_refused_in_every_mode_changes_nothing(
    endpoint: OpenAICompatibleChat, say: Say, llmock: LLMock
) -> None:
    llmock.context_overflow(times=3)
    with pytest.raises(ModelFailedError):
        await ask(endpoint)
    say(GOOD)
    await ask(endpoint)
    assert llmock.last_request.body["response_format"]["type"] == "json_schema"


async def test_a_prompt_over_the_token_budget_is_not_sent(llmock: LLMock) -> None:
    small = OpenAICompatibleChat("test-double", llmock.base_url(), prompt_tokens=50)
    long = (ChatMessage(role="user", text="退货政策" * 100),)
    with pytest.raises(ModelFailedError, match="token budget"):
        await small.complete(long, None, 100, 5.0)
    assert llmock.requests == []


async def test_a_prompt_within_the_budget_is_counted_in_tokens_not_bytes(llmock: LLMock, say: Say) -> None:
    say("好的")
    small = OpenAICompatibleChat("test-double", llmock.base_url(), prompt_tokens=50)
    answer = await small.complete((ChatMessage(role="user", text="退货政策" * 8),), None, 100, 5.0)
    assert answer.text == "好的"


async def test_nobody_listening_is_a_model_failure() -> None:
    nobody = OpenAICompatibleChat("test-double", "http://127.0.0.1:9/v1")
    with pytest.raises(ModelFailedError):
        await ask(nobody)
