"""Hybrid search over small shops of several trades."""

import asyncio
from datetime import date, datetime
from typing import Any

import pytest

from backends.knowledge.search import HybridSearch
from domain.clock import CHINA
from domain.documents import Chunk, KnowledgeQuery
from tests.integration.backends.knowledge.embedder_double import DownEmbedder
from tests.integration.backends.knowledge.memory_documents import MemoryDocuments
from tests.integration.backends.knowledge.shops import NOW, SHOP, SearchableShop, chunk, faq, row

PET_FOOD = [
    chunk("幼猫每日喂食量按体重的5%计算，分三到四餐。", "猫粮 > 喂食量", "喂养指南"),
    chunk("开封后请在45天内吃完，密封存放在阴凉处。", "猫粮 > 开封后的保存", "喂养指南"),
    chunk("换粮要用七天时间，新粮每天多加一点，以免软便。", "猫粮 > 换粮过渡", "喂养指南"),
    chunk("签收后七天内，未拆封的商品可以退货，运费由买家承担。", "售后 > 退货", "售后政策"),
    chunk("商品破损或漏发，请在签收后24小时内拍照联系我们，运费由我们承担。", "售后 > 破损与漏发", "售后政策"),
    chunk("发票在确认收货后三个工作日内开出，发送到您的邮箱。", "售后 > 发票", "售后政策"),
]
VACUUM = [
    row("故障代码", 代码="E3", 含义="尘盒未装好", 处理="取下尘盒，听到咔哒声后重新装入"),
    row("故障代码", 代码="E5", 含义="主刷被缠住", 处理="关机后剪断毛发"),
    row("故障代码", 代码="E13", 含义="滤网堵塞", 处理="清洗并晾干24小时"),
    row("规格", 型号="V-200", 吸力="12000Pa", 电池="2500mAh", 续航="40分钟"),
    row("规格", 型号="V-300 Pro", 吸力="18000Pa", 电池="4000mAh", 续航="70分钟"),
    faq("充电充不进怎么办？", "请擦净底座触点，换一个插座再试。", "充不了电", "插上没反应"),
    faq("滤网多久换一次？", "建议每六个月更换一次。"),
]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("亲，邮费谁出啊", "运费由买家承担"),
        ("開封後能放多久", "45天内吃完"),
        ("啥时候能开票", "三个工作日内开出"),
        ("收到货是破的咋整", "24小时内拍照"),
        ("怎么换良", "新粮每天多加一点"),
        ("tuihuo", "未拆封的商品可以退货"),
        ("how do I get an invoice", "发送到您的邮箱"),
    ],
)
async def test_finds_the_passage_however_it_is_asked(shop: SearchableShop, question: str, expected: str) -> None:
    await shop.publish("宠物.md", PET_FOOD)
    assert expected in (await shop.ask(question))[0].text


async def test_a_paraphrase_with_hardly_a_common_word_is_among_the_first(shop: SearchableShop) -> None:
    await shop.publish("宠物.md", PET_FOOD)
    assert any("体重的5%" in passage.text for passage in (await shop.ask("小猫一天喂多少"))[:3])


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("显示e3是什么意思", "E3"),
        ("Ｅ１３", "E13"),
        ("v300pro能用多长时间", "V-300 Pro"),
        ("V200吸力多大", "V-200"),
        ("插上没反应呀", "底座触点"),
        ("绿网要多久换", "六个月"),
    ],
)
async def test_finds_table_rows_and_faq_entries(shop: SearchableShop, question: str, expected: str) -> None:
    await shop.publish("吸尘器.xlsx", VACUUM)
    assert expected in (await shop.ask(question))[0].text


async def test_fills_every_field_of_a_passage(shop: SearchableShop) -> None:
    document = await shop.publish("吸尘器.xlsx", VACUUM, effective_from=date(2026, 1, 1), expires_on=date(2026, 12, 31))
    first, second = (await shop.ask("E5怎么办"))[:2]
    assert (first.evidence_id, second.evidence_id) == ("p1", "p2")
    assert (first.document, first.document_id, first.generation) == ("吸尘器.xlsx", document.document_id, 1)
    assert (first.effective_from, first.expires_on) == (date(2026, 1, 1), date(2026, 12, 31))
    assert first.cells[0] == ("代码", "E5")
    assert first.kind == "table_row"
    assert 1 >= first.score >= second.score >= 0
    assert 0.7 < first.vector_score < 1
    assert 0 < first.lexical_score <= 1


async def test_gives_exact_cosines_to_what_only_the_words_found(shop: SearchableShop) -> None:
    await shop.publish("宠物.md", PET_FOOD)
    await shop.vectors.drop(SHOP)
    passages = await shop.ask("发票多久开")
    assert passages
    assert all(0.7 < p.vector_score < 1 for p in passages)


async def test_a_new_generation_replaces_the_old_one_and_only_it_is_read(shop: SearchableShop) -> None:
    await shop.publish("宠物.md", PET_FOOD)
    await shop.publish("吸尘器.xlsx", VACUUM)
    await shop.ask("发票")
    before = shop.store.reads
    await shop.publish("宠物.md", [chunk("发票在发货当天开出。", "发票")])
    found = await shop.ask("发票多久开")
    assert shop.store.reads == before + 1
    assert found[0].text == "发票在发货当天开出。"
    assert not [p for p in found if "三个工作日" in p.text]


async def test_a_deleted_document_answers_no_more(shop: SearchableShop) -> None:
    document = await shop.publish("宠物.md", PET_FOOD)
    assert await shop.ask("发票")
    await shop.store.delete_document(SHOP, document.document_id)
    assert await shop.ask("发票") == []


async def test_internal_text_is_for_staff_only(shop: SearchableShop) -> None:
    await shop.publish("内部.md", [chunk("补偿上限五十元，主管可批一百元。", "补偿")], audience="internal")
    await shop.publish(
        "公开.md", [chunk("补偿按政策办理。", "补偿"), chunk("暗语是青山。", "补偿", audience="internal")]
    )
    assert {p.text for p in await shop.ask("补偿上限")} == {"补偿按政策办理。"}
    staff = await shop.ask("补偿上限", include_internal=True)
    assert {p.internal for p in staff} == {True, False}
    assert len(staff) == 3


@pytest.mark.parametrize(
    ("day", "text"),
    [(date(2026, 5, 1), "退货期七天。"), (date(2026, 6, 1), "退货期十五天。"), (date(2027, 2, 1), None)],
)
async def test_the_policy_of_the_day_answers(shop: SearchableShop, day: date, text: str | None) -> None:
    await shop.publish("旧.md", [chunk("退货期七天。", "退货期")])
    await shop.publish(
        "新.md",
        [chunk("退货期十五天。", "退货期")],
        supersedes=("旧.md",),
        effective_from=date(2026, 6, 1),
        expires_on=date(2026, 12, 31),
    )
    found = await shop.ask("退货期多久", as_of=datetime(day.year, day.month, day.day, 0, 30, tzinfo=CHINA))
    assert [p.text for p in found] == ([text] if text else [])


async def test_copies_are_shown_once_but_rows_that_differ_in_a_number_both(shop: SearchableShop) -> None:
    await shop.publish("甲.md", [chunk("运费由买家承担，质量问题除外。", "运费")])
    await shop.publish("乙.md", [chunk("运费由买家承担，质量问题除外!", "运费"), *VACUUM])
    assert len([p for p in await shop.ask("运费") if "运费" in p.text]) == 1
    assert len([p for p in await shop.ask("规格 续航 吸力") if p.section == "规格"]) == 2


async def test_a_shops_own_synonyms_count(shop: SearchableShop) -> None:
    await shop.publish("衣.md", [chunk("棉麻衫请手洗。", "洗护"), chunk("羽绒服请干洗。", "洗护")])
    found = await shop.ask("大鹅能水洗吗", synonyms={"羽绒服": ("大鹅", "鸭绒袄")})
    assert found[0].text == "羽绒服请干洗。"


@pytest.mark.parametrize("text", ["", "？？？", "😀", "a\x00b\ud800", "的" * 3000])
async def test_any_text_can_be_asked(shop: SearchableShop, text: str) -> None:
    await shop.publish("宠物.md", PET_FOOD)
    assert len(await shop.ask(text)) <= 5


async def test_an_empty_shop_has_no_passages_and_no_words(shop: SearchableShop) -> None:
    assert await shop.ask("退货") == []
    assert await shop.search.vocabulary(SHOP) == frozenset()


async def test_the_vocabulary_holds_headings_columns_and_products(shop: SearchableShop) -> None:
    await shop.publish("吸尘器.xlsx", [*VACUUM, chunk("三年质保。", "质保", products=("云行 V-200",))])
    assert {"故障代码", "吸力", "质保", "云行 v-200"} <= await shop.search.vocabulary(SHOP)


async def test_the_words_alone_answer_when_the_embedder_is_down(shop: SearchableShop) -> None:
    await shop.publish("宠物.md", PET_FOOD)
    search = HybridSearch(shop.store, shop.vectors, DownEmbedder())
    found = await search.search(KnowledgeQuery(shop=SHOP, text="发票多久开", as_of=NOW))
    assert "发票" in found[0].text
    assert found[0].vector_score == 0


async def test_tells_why_a_passage_was_found_where_asked(shop: SearchableShop) -> None:
    await shop.publish("宠物.md", PET_FOOD)
    await shop.publish("吸尘器.xlsx", VACUUM)
    assert {p.explanation for p in await shop.ask("发票多久开")} == {None}
    first = (await shop.ask("亲，发票什么时候开出啊", explain=True))[0].explanation
    assert first is not None
    assert (first.vector_rank, first.lexical_rank) == (1, 1)
    assert "发票" in first.matched_terms
    by_code = (await shop.ask("E13", explain=True))[0].explanation
    assert by_code is not None
    assert by_code.matched_terms == ("e13",)
    synonym = (await shop.ask("邮费谁出", explain=True))[0].explanation
    assert synonym is not None
    assert "运费" in synonym.matched_terms


async def test_what_one_index_alone_finds_has_no_place_in_the_other(shop: SearchableShop) -> None:
    await shop.publish("宠物.md", PET_FOOD)
    await shop.vectors.drop(SHOP)
    explained = [p.explanation for p in await shop.ask("发票多久开", explain=True)]
    assert explained
    assert all(e is not None and e.vector_rank is None for e in explained)
    assert explained[0] is not None
    assert explained[0].lexical_rank == 1


async def test_a_caller_that_waits_no_longer_does_not_stop_the_reading_of_the_documents(shop: SearchableShop) -> None:
    await shop.publish("发货.md", [chunk("满199元包邮。")])
    slow = SlowDocuments(shop.store)
    search = HybridSearch(slow, shop.vectors, shop.embedder)  # type: ignore[arg-type]
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(search.vocabulary(SHOP), 0.01)
    slow.ready.set()
    query = KnowledgeQuery(shop=SHOP, text="满多少包邮", as_of=NOW)
    assert (await search.search(query))[0].text == "满199元包邮。"
    assert slow.reads == 1


class SlowDocuments:
    """The store, whose chunks come once it is ready."""

    def __init__(self, store: MemoryDocuments) -> None:
        self._store, self.ready, self.reads = store, asyncio.Event(), 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    async def live_chunks(self, *args: Any) -> list[Chunk]:
        self.reads += 1
        await self.ready.wait()
        return await self._store.live_chunks(*args)


async def test_a_row_that_leans_on_the_table_above_brings_its_rows(shop: SearchableShop) -> None:
    windows = [row("期限", 品类=f"品类{n}", 天数=f"{n}天") for n in range(3, 9)]
    levels = [row("会员", 等级="银卡", 退货="按上表"), row("会员", 等级="金卡", 退货="在上表基础上多5天")]
    await shop.publish("政策.md", [*windows, chunk("会员从注册起计。", "会员"), *levels, chunk("另行通知。", "附则")])
    plain = await shop.ask("金卡退货多几天", limit=2)
    assert {p.cells[0][1] for p in plain} == {"银卡", "金卡"}
    more = await shop.ask("金卡退货多几天", limit=2, with_referred=True)
    assert more[:2] == plain
    assert [dict(p.cells)["天数"] for p in more[2:]] == [f"{n}天" for n in range(3, 9)]
    assert [p.evidence_id for p in more] == [f"p{n}" for n in range(1, 9)]
