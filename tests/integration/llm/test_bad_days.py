"""The chat model is down, slow, cut off, talks nonsense or refuses everybody: the shop goes on answering.

``test-double`` stands for the model: a real local server that misbehaves as asked. Everything else is the whole
application, over HTTP.
"""

import os
import time
from collections.abc import Callable
from pathlib import Path

import httpx
from llmock.pytest_plugin import LLMock

from api.app import create_app
from api.services import Services
from backends.connect import connect
from backends.settings import Settings
from backends.sql.usage import SqlUsage
from commands.compose import compose, ingestor_of
from domain.credentials import Role
from domain.ids import ShopId
from domain.shop import Shop

SHOP = ShopId("bulanpu")
POLICY = "# 退换说明\n\n## 布料\n\n未裁剪的布料签收后6天内可以退，运费买家出。\n\n## 纽扣\n\n纽扣拆封不退。\n"
QUESTIONS = ("未裁剪的布料几天内可以退？", "转人工", "布料退货运费谁出？")
HALF = '{"intents": [{"name": "return_no_reason", "confidence": 0.9}], "sentiment": 3, "question": "布料'


TROUBLES: dict[str, Callable[[LLMock], object]] = {
    "down": lambda llmock: llmock.outage(),
    "slow": lambda llmock: llmock.delay(60, times=None),
    "garbage": lambda llmock: llmock.reply('好的！{"intents": "对不起', times=None),
    "truncated": lambda llmock: llmock.reply(HALF, times=None).truncate(after_chunks=2, times=None),
    "429 storm": lambda llmock: llmock.rate_limit(retry_after=20, times=None),
    "500": lambda llmock: llmock.fail(500, times=None),
}


SOME = ("slow", "garbage")
"""Of every day; `make llm-test` goes through all."""


async def _served(services: Services) -> list[float]:
    """Ask everything twice; returns the seconds that each answer took."""
    headers = {"Authorization": f"Bearer {await services.credentials.create_key(SHOP, Role.CUSTOMER)}"}
    app, took = create_app(services), list[float]()
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://kefu", timeout=60) as client,
    ):
        for question in QUESTIONS * 2:
            began = time.monotonic()
            answer = await client.post("/v1/chat", json={"message": question}, headers=headers)
            took.append(time.monotonic() - began)
            assert answer.status_code == 200, answer.text
            said = answer.json()
            assert said["outcome"] == ("handoff" if "人工" in question else "answer")
            assert said["reply"]["text"]
    return took


async def test_every_customer_gets_an_answer_or_a_person(tmp_path: Path, llmock: LLMock) -> None:
    file = tmp_path / "退换说明.md"
    file.write_text(POLICY, encoding="utf-8")
    settings = Settings(data_dir=tmp_path / "data", llm_base_url=llmock.base_url(), llm_model="test-double")
    async with connect(settings) as backends:
        await backends.stores.shops.put_shop(Shop(id=SHOP))
        await ingestor_of(backends).ingest(SHOP, [file])
        for trouble in TROUBLES if "KEFU_TEST_FULL" in os.environ else SOME:
            cause = TROUBLES[trouble]
            llmock.reset()
            cause(llmock)
            # Composed anew: this time nobody knows yet that the model is in trouble.
            took = await _served(compose(backends))
            asked = len(llmock.requests)
            print(f"{trouble:<10} first turn {took[0]:5.2f} s, later {max(took[3:]):5.2f} s, {asked} calls")
            # Left alone after three failures in a row, of up to four tries each.
            assert asked <= 12
        assert await SqlUsage(backends.stores.database).days(SHOP)
