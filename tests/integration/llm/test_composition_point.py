"""Where the parts are put together: the model is asked where one is set up, and only there."""

from pathlib import Path

import pytest
from llmock.pytest_plugin import LLMock

from backends.connect import connect
from backends.settings import Settings
from commands.compose import reasoner_of
from tests.unit.agent.llm.doubles import composition, passage


async def test_a_chat_model_that_is_set_up_is_asked_and_backed(tmp_path: Path, llmock: LLMock) -> None:
    llmock.fail(401)
    settings = Settings(data_dir=tmp_path, llm_base_url=llmock.base_url(), llm_model="test-double")
    async with connect(settings) as backends:
        reasoner = reasoner_of(backends)
        assert reasoner.name == "llm"
        request = composition("签收后几天内可以退货？", passages=(passage("签收后15天内可以申请退货。"),))
        draft = await reasoner.compose(request)
    assert draft.reasoner == "embedded"
    assert [record.model for record in llmock.requests] == ["test-double"]


async def test_without_one_the_embedded_reasoner_works_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "KEFU_LLM_API_KEY", "KEFU_LLM_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    async with connect(Settings(data_dir=tmp_path)) as backends:
        assert reasoner_of(backends).name == "embedded"
