"""A record holds what the customer wrote, and says exactly where."""

import pytest

from agent.copilot.record import make_record
from domain.analysis import Analysis, IntentScore, Line
from domain.copilot import Category, Record
from domain.intents import Intent, RiskTopic, Speaker


def customer(text: str) -> Line:
    return Line(speaker=Speaker.CUSTOMER, text=text)


def agent(text: str) -> Line:
    return Line(speaker=Speaker.AGENT, text=text)


def reading(intent: Intent, **fields: object) -> Analysis:
    return Analysis(intents=(IntentScore(name=intent, confidence=0.9),)).model_copy(update=fields)


def record_of(*lines: Line, words: frozenset[str] = frozenset()) -> Record:
    return make_record(lines, {}, words)


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("订单号 2026-1118-0001-2345 什么时候发", "order_nos", ("2026111800012345",)),
        ("单号ＡＢ20261118001查一下", "order_nos", ("AB20261118001",)),
        ("电话13800138000", "phone", "13800138000"),
        ("手机 138-0013-8000", "phone", "13800138000"),
        ("收件人张伟，13800138000", "name", "张伟"),
        ("地址改成浙江省杭州市西湖区文一路12号3单元501室", "address", "浙江省杭州市西湖区文一路12号3单元501室"),
        ("拍了3个", "quantity", 3),
        ("我要两双", "quantity", 2),
        ("买了十二瓶，碎了", "quantity", 12),
        ("数量：20", "quantity", 20),
        ("藏青色XL码还有吗", "specs", ("藏青色", "XL码")),
        ("500ml的和1.5L的", "specs", ("500ml", "1.5L")),
        ("12+256G的多少钱", "specs", ("12+256G",)),
        ("42码和加厚款", "specs", ("42码", "加厚款")),
    ],
)
def test_a_field_is_read_from_the_customers_words(text: str, field: str, value: object) -> None:
    assert getattr(record_of(customer(text)), field) == value


@pytest.mark.parametrize("text", ["我有一个问题", "等了3天了", "两个小时前下的单", "一个月能到吗", "第3个怎么用"])
def test_other_numbers_are_no_quantity(text: str) -> None:
    assert record_of(customer(text)).quantity is None


def test_evidence_points_at_exactly_the_value() -> None:
    lines = (
        customer("你好，前天买的两件冲锋衣，XL码藏青色的"),
        agent("亲，请提供新的地址"),
        customer("收件人张伟，13800138000，地址改成浙江省杭州市西湖区文一路12号3单元501室"),
    )
    record = record_of(*lines, words=frozenset({"冲锋衣"}))
    said = {
        name: [lines[span.message].text[span.start : span.end] for span in spans]
        for name, spans in record.evidence.items()
    }
    assert said["products"] == ["冲锋衣"]
    assert said["specs"] == list(record.specs)
    assert said["quantity"] == ["两"]
    assert [said["name"], said["phone"], said["address"]] == [[record.name], [record.phone], [record.address]]


def test_the_latest_single_value_counts() -> None:
    record = record_of(customer("电话13800138000"), customer("打错了，是13911112222"))
    assert record.phone == "13911112222"
    assert record.evidence["phone"][0].message == 1


def test_what_the_shop_says_is_not_the_customers() -> None:
    assert record_of(customer("你好"), agent("售后电话13800138000")).phone is None


@pytest.mark.parametrize(
    ("intents", "category"),
    [
        ((Intent.CHITCHAT, Intent.REFUND_STATUS), "售后退换"),
        ((Intent.LOGISTICS_TRACK,), "订单物流"),
        ((Intent.COUPON, Intent.CHITCHAT), "促销活动"),
        ((Intent.STOCK,), "售前咨询"),
        ((Intent.USAGE_HELP,), "商品咨询"),
        ((Intent.LOGISTICS_TRACK, Intent.COMPLAINT), "投诉"),
        ((Intent.CHITCHAT,), "其他"),
        ((), "其他"),
    ],
)
def test_the_category_follows_the_intents(intents: tuple[Intent, ...], category: Category) -> None:
    readings = {index: reading(intent) for index, intent in enumerate(intents)}
    assert make_record([customer("。") for _ in intents], readings).category == category


def test_an_angry_customer_is_a_complaint_that_thanks_do_not_undo() -> None:
    angry = reading(Intent.EXPEDITE, sentiment=1, risk_topic=RiskTopic.ANGRY_CUSTOMER)
    record = make_record([customer("气死了"), customer("谢谢")], {0: angry, 1: reading(Intent.CHITCHAT, sentiment=4)})
    assert (record.category, record.sentiment) == ("投诉", 1)


def test_a_promised_answer_is_followed_up() -> None:
    assert record_of(customer("怎么还没到"), agent("我核实后尽快回复您")).needs_follow_up
    assert not record_of(customer("怎么还没到"), agent("明天送达")).needs_follow_up


def test_words_of_a_name_that_stand_side_by_side_are_one_product() -> None:
    words = frozenset({"晨雾", "保温壶"})
    assert record_of(customer("那个晨雾保温壶漏水"), words=words).products == ("晨雾保温壶",)
