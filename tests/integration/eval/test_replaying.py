"""kefu replay: what customers wrote to a shop is put to the agent again after its documents have changed."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from backends.settings import Settings
from commands.compose import composed
from commands.evaluation.replay import ReplayOptions, replay
from commands.shops import import_shop
from domain.credentials import Principal, Role
from domain.errors import InvalidInputError
from domain.ids import CustomerId
from eval.replay.difference import Difference
from tests.integration.eval import teashop

PHONE = "13800138021"


async def _talked(settings: Settings) -> None:
    """Three conversations, one of them with a phone number in it."""
    async with composed(settings) as services:
        for customer, texts in (
            ("k01", ("茶具不喜欢，几天内可以无理由退货",)),
            ("k01", ("紫砂壶能用洗洁精洗吗", f"我的电话是{PHONE}，买多少钱包邮")),
            (None, ("转人工",)),
        ):
            owner = CustomerId(customer) if customer else None
            caller = Principal(shop=teashop.SHOP, role=Role.CUSTOMER, credential="widget", customer_id=owner)
            conversation = None
            for text in texts:
                ticket = await services.turns.submit(caller, text, conversation)
                conversation = (await services.turns.result(ticket)).conversation_id


def _with_another_window(folder: Path) -> Path:
    """The shop with ten days instead of seven."""
    shutil.copytree(teashop.FOLDER, folder)
    policy = folder / "documents" / "退换须知.md"
    text = policy.read_text(encoding="utf-8")
    assert "七天" in text or "7天" in text
    policy.write_text(text.replace("七天", "十天").replace("7天", "10天"), encoding="utf-8")
    return folder


async def test_a_changed_document_is_seen_in_yesterdays_conversations(tmp_path: Path) -> None:
    settings = await teashop.imported(tmp_path / "data")
    await _talked(settings)
    options = ReplayOptions("taoli", hours=1, runs=tmp_path / "runs", as_json=True)
    unchanged = await replay(settings, options)
    assert (unchanged.conversations, unchanged.turns, unchanged.same) == (3, 4, 4)
    await import_shop(settings, _with_another_window(tmp_path / "changed"), None, quiet=True)
    summary = await replay(settings, options)
    assert (summary.same, summary.harmful) == (3, 0)
    assert summary.kinds["figures"] == 1
    (folder,) = [run for run in options.runs.iterdir() if '"same": 3' in (run / "replay.json").read_text()]
    assert folder.stat().st_mode & 0o077 == 0
    lines = (folder / "differences.jsonl").read_text(encoding="utf-8").splitlines()
    (difference,) = [Difference.model_validate_json(line) for line in lines]
    assert "几天内" in difference.question
    assert "十天" in difference.after.text or "10天" in difference.after.text
    written = [file.read_text(encoding="utf-8") for file in options.runs.glob("*/*")]
    assert written
    assert all(PHONE not in text for text in written)


async def test_a_replay_leaves_the_conversations_as_they_were(tmp_path: Path) -> None:
    settings = await teashop.imported(tmp_path / "data")
    with pytest.raises(InvalidInputError, match="--hours"):
        await replay(settings, ReplayOptions("taoli", runs=tmp_path / "runs"))
    await _talked(settings)
    await replay(settings, ReplayOptions("taoli", runs=tmp_path / "runs", as_json=True, limit=1))
    async with composed(settings) as services:
        conversations = await services.ports.conversations.conversations(teashop.SHOP)
        messages = [await services.ports.conversations.messages(teashop.SHOP, c.conversation_id) for c in conversations]
    assert len(conversations) == 3
    assert sorted(len(each) for each in messages) == [2, 2, 4]
    assert max(c.updated_at for c in conversations) - min(c.created_at for c in conversations) < timedelta(hours=1)
