"""Conversations older than the shop may keep them: none of their words is left in any file of the data folder."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from api.services import Services
from backends.settings import Settings
from commands.compose import composed
from domain.analysis import Line
from domain.copilot import Feedback
from domain.credentials import Principal, Role
from domain.ids import ConversationId, CustomerId, ShopId
from domain.intents import Speaker
from domain.ratings import Rating
from domain.shop import Shop

SHOP = ShopId("huashi")
NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)
POLICY = "# 退换说明\n\n## 瓷器\n\n瓷器签收后9天内可以退，破损拍照补发。\n"
WORDS = ("紫藤小院", "霁蓝釉", "柳七娘")
AGENT = Principal(shop=SHOP, role=Role.AGENT, credential="key_2")
CUSTOMER = Principal(shop=SHOP, role=Role.CUSTOMER, credential="customer:k1", customer_id=CustomerId("k1"))
VISITOR = Principal(shop=SHOP, role=Role.CUSTOMER, credential="key_1")
SAID = (
    (CUSTOMER, "瓷器几天内可以退？我住紫藤小院，叫柳七娘"),
    (CUSTOMER, "霁蓝釉的杯子用什么泥料"),
    (VISITOR, "我要投诉！我是柳七娘，霁蓝釉碎了，找人工"),
)


def _found(data: Path) -> set[tuple[str, str]]:
    files = {file.name: file.read_bytes() for file in data.rglob("*") if file.is_file()}
    return {(name, word) for name, held in files.items() for word in WORDS if word.encode() in held}


async def _help(services: Services, conversation: ConversationId | None, *lines: Line) -> None:
    """A suggestion is asked for and sent with changes."""
    found = await services.copilot.suggest(AGENT, conversation, lines)
    edited = Feedback(
        suggestion_id=found.suggestions[0].suggestion_id,
        decision="edited",
        final_text="柳七娘您好，霁蓝釉9天内可以退",
        staff=AGENT.credential,
        at=NOW,
    )
    await services.copilot.feedback(AGENT, edited)


async def test_nothing_said_is_left_once_it_is_old(tmp_path: Path) -> None:
    data, policy = tmp_path / "data", tmp_path / "退换说明.md"
    policy.write_text(POLICY, encoding="utf-8")
    # Unsealed: only what was erased is not to be found.
    async with composed(Settings(data_dir=data, encrypt_personal=False, now=NOW)) as services:
        await services.ports.shops.put_shop(Shop(id=SHOP))
        await services.ingestor.ingest(SHOP, [policy])
        talks = []
        for principal, message in SAID:
            ticket = await services.turns.submit(principal, message)
            talks.append((await services.turns.result(ticket)).conversation_id)
        await _help(services, talks[0])
        await _help(services, None, Line(speaker=Speaker.CUSTOMER, text="瓷器碎了能退吗，霁蓝釉，送到紫藤小院"))
        await services.staff.claim(AGENT, talks[1])
        await services.staff.send(AGENT, talks[1], "霁蓝釉用高白泥，明天给您答复")
        await services.ratings.rate(SHOP, Rating(conversation_id=talks[0], score=4, comment="霁蓝釉好看", at=NOW))
        assert await services.gaps.gaps(AGENT, 30, 1)
        assert {word for _, word in _found(data)} == set(WORDS)
    later = Settings(data_dir=data, encrypt_personal=False, now=NOW + timedelta(days=200))
    async with composed(later) as services:
        assert await services.erasure.retire(SHOP, timedelta(days=300)) == 0
        assert await services.erasure.retire(SHOP, timedelta(days=180)) == len(SAID)
        assert _found(data) == set()
    assert _found(data) == set()
