"""Promises in what a shop writes, whatever the shop."""

from datetime import datetime

import pytest

from agent.promises.recognise import promises_in
from domain.clock import CHINA

NOW = datetime(2026, 11, 20, 15, 30, tzinfo=CHINA)
"""A Friday."""


@pytest.mark.parametrize(
    ("text", "subject", "due"),
    [
        ("24小时内回复您", "answer", "2026-11-21T15:30:00"),
        ("亲，这边二十四小时内给您答复哦～", "answer", "2026-11-21T15:30:00"),
        ("退款三天内到账", "refund", "2026-11-23T23:59:59"),
        ("款项会在1-3个工作日原路退回您的账户", "refund", "2026-11-25T23:59:59"),
        ("明天给您补发一件", "resend", "2026-11-21T23:59:59"),
        ("我明天上午就安排仓库给您重新寄一个", "resend", "2026-11-21T12:00:00"),
        ("今天下午五点前发出", "shipment", "2026-11-20T17:00:00"),
        ("今晚一定发货", "shipment", "2026-11-20T23:59:59"),
        ("两三天内给您送到", "shipment", "2026-11-23T23:59:59"),
        ("下周一给您换新的", "exchange", "2026-11-23T23:59:59"),
        ("师傅周日上门维修", "repair", "2026-11-22T23:59:59"),
        ("发票11月25日前开好发您邮箱", "invoice", "2026-11-25T23:59:59"),
        ("半小时之内给您回电", "answer", "2026-11-20T16:00:00"),
        ("一个半小时内处理好", "handling", "2026-11-20T17:00:00"),
        ("这个我核实一下，晚上八点前给您结果", "answer", "2026-11-20T20:00:00"),
        ("月底前把差价返现给您", "compensation", "2026-11-30T23:59:59"),
        ("我们会尽快联系您", "answer", "2026-11-21T15:30:00"),
        ("后天之前给您一个说法，请您放心", "answer", "2026-11-22T23:59:59"),
        ("不好意思久等了，明天下午，给您补寄配件", "resend", "2026-11-21T18:00:00"),
        ("您的退款已经提交，预计48小时内到账", "refund", "2026-11-22T15:30:00"),
        ("二十五号给您发一张十元的券", "compensation", "2026-11-25T23:59:59"),
        ("本周内给您处理完", "handling", "2026-11-22T23:59:59"),
        ("烘焙师傅明早现烤一份给您送过去", "shipment", "2026-11-21T12:00:00"),
        ("鱼缸破了，明天补一个给您", "resend", "2026-11-21T23:59:59"),
        ("24h内客服主管会联系您", "answer", "2026-11-21T15:30:00"),
        ("周三之前肯定给您修好寄回", "repair", "2026-11-25T23:59:59"),
        ("下个月5号前补给您", "resend", "2026-12-05T23:59:59"),
        ("运费我这边今天转给您", "refund", "2026-11-20T23:59:59"),
        ("Your refund will arrive within 3 to 5 business days", "refund", "2026-11-27T23:59:59"),
        ("We'll get back to you within 24 hours", "answer", "2026-11-21T15:30:00"),
    ],
)
def test_a_promise_has_its_subject_and_its_time(text: str, subject: str, due: str) -> None:
    (found,) = promises_in(text, NOW)
    assert (found.subject, found.due_at) == (subject, datetime.fromisoformat(due).replace(tzinfo=CHINA))


@pytest.mark.parametrize(
    "text",
    [
        "请您在7天内寄回商品",
        "签收后7天内可以申请退货",
        "您可以在11月25日前申请换货",
        "麻烦您今天下午回复一下地址",
        "退款一般3个工作日内到账",
        "您是想明天发货吗？",
        "不能保证明天送到",
        "今天没法给您发货",
        "您的包裹已于昨天发出",
        "如果明天还没收到，给您补发",
        "审核通过后3天内退款到账",
        "付款后48小时内发货",
        "这款电池续航8小时",
        "质保一年，支持7天无理由",
        "好的，收到",
        "马上为您查询",
        "订单号SY202611180101",
        "有效期到12月31日",
        "鲜花当天下单当天送达",
        "琴弦建议每三个月更换一次",
        "Please send it back within 7 days",
        "Refunds usually arrive within 3 days",
        "If it has not arrived by tomorrow, we will contact you",
        "",
    ],
)
def test_what_is_no_promise_of_the_shop_is_left_alone(text: str) -> None:
    assert promises_in(text, NOW) == []


def test_several_promises_of_one_text_are_several() -> None:
    found = promises_in("新的明天寄出，旧的运费三天内退给您，有问题24小时内回复您。", NOW)
    assert [each.subject for each in found] == ["shipment", "refund", "answer"]


def test_odd_times_are_no_time() -> None:
    assert promises_in("99月99日给您补发，31点给您回复，99999天内退款", NOW) == []
