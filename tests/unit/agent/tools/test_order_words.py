"""Orders by their state and way of payment, goods that were bought, wishes without a verb of wishing."""

import pytest

from agent.rules.reasons import reason_kind
from agent.tools.describe.shipments import is_delivered
from agent.tools.order_states import by_state
from agent.tools.plan import plan_tools
from agent.tools.resolve import bought_goods, resolve_orders
from agent.tools.wanted_action import wanted_action
from agent.tools.wishes import as_wished, wants_it_done
from domain.analysis import IntentScore
from domain.intents import Intent
from domain.orders import Shipment, ShipmentEvent
from tests.unit.agent.tools.shop_world import DATA, NOW, SHOP, analysis

MANY = [order for order in DATA.orders if order.customer_id == "many"]


@pytest.mark.parametrize(
    ("question", "tails"),
    [
        ("没发货的那单多少钱", ["005"]),
        ("还没发货的订单取消", ["005"]),
        ("路上那单到哪了", ["004"]),
        ("退款中的订单怎么样了", ["006"]),
        ("还没发掉的订单", ["005"]),
        ("签收了的那单", ["002", "003"]),
        ("没付款的那单", ["002", "003", "004", "005", "006"]),
        ("你好", ["002", "003", "004", "005", "006"]),
    ],
)
def test_a_state_that_is_named_narrows_and_one_that_no_order_has_does_not(question: str, tails: list[str]) -> None:
    assert [order.order_no[-3:] for order in by_state(question, MANY)] == tails


def test_an_amount_tells_which_order() -> None:
    first, *rest = MANY
    orders = [first.model_copy(update={"total": 34_400}), *rest]
    assert by_state("344块那单买的啥", orders) == [orders[0]]
    assert by_state("收我344块是哪一笔", orders) == [orders[0]]
    assert len(by_state("能便宜344块吗", orders)) == len(MANY)


def test_an_amount_without_a_unit_tells_which_order_where_it_points_to_one() -> None:
    first, *rest = MANY
    orders = [first.model_copy(update={"total": 29_800}), *rest]
    assert by_state("298那笔走货了没", orders) == [orders[0]]
    assert resolve_orders(
        analysis(Intent.ORDER_STATUS, "298那笔", order_tails=("298",)), orders, [], [], NOW
    ).found == (orders[0],)


@pytest.mark.parametrize(
    ("method", "question"),
    [
        ("招商银行信用卡", "招行卡刷的那笔付了多少"),
        ("招商银行信用卡", "刷卡买的那双"),
        ("微信零钱", "wechat付的那单"),
        ("支付宝", "alipay付的那单"),
    ],
)
def test_a_way_of_payment_by_another_name(method: str, question: str) -> None:
    orders = [o.model_copy(update={"pay_method": "花呗"}) for o in MANY]
    orders[2] = orders[2].model_copy(update={"pay_method": method})
    assert by_state(question, orders) == [orders[2]]


def test_an_order_that_was_forgotten_to_be_paid() -> None:
    first, *rest = MANY
    orders = [first.model_copy(update={"status": "待付款"}), *rest]
    assert by_state("我有个单子忘了付 是啥东西", orders) == [orders[0]]
    assert len(by_state("付没付运费", orders)) == len(orders)


def test_the_way_of_payment_narrows_where_it_names_the_order() -> None:
    orders = [o.model_copy(update={"pay_method": "花呗"}) if o.order_no.endswith("004") else o for o in MANY]
    assert [o.order_no[-3:] for o in by_state("花呗付的那单是什么", orders)] == ["004"]
    assert len(by_state("那单是花呗付的吗", orders)) == len(MANY)


@pytest.mark.parametrize(
    ("question", "bought"), [("书柜退货运费谁出", True), ("书桌能退吗", False), ("怎么退货", False)]
)
def test_a_general_question_is_about_an_order_only_where_its_goods_were_bought(question: str, bought: bool) -> None:
    asked = analysis(Intent.RETURN_NO_REASON, question)
    assert plan_tools(asked, SHOP, signed_in=True).if_bought
    assert not plan_tools(asked, SHOP, signed_in=False).if_bought
    assert bought_goods(asked, MANY, DATA.products) is bought


def test_several_ones_are_all_of_them() -> None:
    asked = analysis(Intent.LOGISTICS_TRACK, "没发货的和路上的", every=True)
    assert len(resolve_orders(asked, MANY, DATA.products, (), NOW).found) > 0


@pytest.mark.parametrize(
    ("intent", "question"),
    [
        (Intent.INVOICE, "昨天那单开发票"),
        (Intent.RETURN_NO_REASON, "书柜退货"),
        (Intent.PRICE_PROTECTION, "台灯降价了，补差价"),
        (Intent.CANCEL_ORDER, "没付款的书柜订单取消掉"),
    ],
)
def test_a_clause_that_ends_in_the_change_is_a_wish(intent: Intent, question: str) -> None:
    assert wants_it_done(analysis(intent, question))


@pytest.mark.parametrize(
    "question", ["书柜能退货吗", "我已经申请退款", "怎么开发票", "不用退款", "之前那单申请过退款", "退货要多久"]
)
def test_questions_and_what_was_done_are_no_wish(question: str) -> None:
    assert not wants_it_done(analysis(Intent.RETURN_NO_REASON, question))


@pytest.mark.parametrize(
    ("question", "first"),
    [("台灯不要了", Intent.CANCEL_ORDER), ("台灯能取消吗", Intent.CANCEL_ORDER), ("台灯怎么开", Intent.PRODUCT_INFO)],
)
def test_a_likely_change_goes_first_where_the_words_name_it(question: str, first: Intent) -> None:
    scores = (
        IntentScore(name=Intent.PRODUCT_INFO, confidence=0.4),
        IntentScore(name=Intent.CANCEL_ORDER, confidence=0.3),
    )
    asked = analysis(Intent.PRODUCT_INFO, question).model_copy(update={"intents": scores})
    assert as_wished(asked).intent is first


@pytest.mark.parametrize("question", ["台灯什么时候到", "台灯多少钱买的", "台灯当时用啥付的款"])
def test_what_happened_to_goods_is_asked_of_the_order_whatever_the_intent(question: str) -> None:
    assert plan_tools(analysis(Intent.PRODUCT_INFO, question), SHOP, signed_in=True).if_bought


def test_goods_and_their_use_are_no_matter_of_orders() -> None:
    assert not plan_tools(analysis(Intent.PRODUCT_INFO, "台灯多亮"), SHOP, signed_in=True).if_bought


@pytest.mark.parametrize(
    ("text", "delivered"),
    [
        ("已签收，本人签收", True),
        ("已送达驿站", True),
        ("离开杭州，预计10月19日送达", False),
        ("即将送达，请保持电话畅通", False),
        ("快递员正在派送", False),
    ],
)
def test_what_is_announced_is_not_delivered(text: str, delivered: bool) -> None:
    event = ShipmentEvent(time=NOW, place="杭州", text=text)
    assert is_delivered(Shipment(tracking_no="T1", order_no="B1", status="", events=(event,))) is delivered


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("书柜寄出了还能撤吗", Intent.CANCEL_ORDER),
        ("书柜的价保几号过期", Intent.PRICE_PROTECTION),
        ("那单的发票寄了没", Intent.INVOICE),
        ("书柜想换个收货地址", Intent.CHANGE_ADDRESS),
        ("取消的那单钱呢", Intent.PRODUCT_INFO),
        ("书柜是什么木头的", Intent.PRODUCT_INFO),
    ],
)
def test_an_unsure_reading_gives_way_to_the_change_that_the_words_name(question: str, first: Intent) -> None:
    unsure = analysis(Intent.PRODUCT_INFO, question)
    unsure = unsure.model_copy(update={"intents": (IntentScore(name=Intent.PRODUCT_INFO, confidence=0.45),)})
    assert as_wished(unsure).intent is first
    sure = unsure.model_copy(update={"intents": (IntentScore(name=Intent.PRODUCT_INFO, confidence=0.9),)})
    assert as_wished(sure).intent is Intent.PRODUCT_INFO


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("书柜那单填的哪个地址", Intent.ORDER_STATUS),
        ("那单地址写的什么", Intent.ORDER_STATUS),
        ("书柜那单地址改成哪儿了", Intent.CHANGE_ADDRESS),
        ("地址写错了怎么办", Intent.CHANGE_ADDRESS),
    ],
)
def test_who_asks_for_the_address_of_an_order_changes_none(question: str, intent: Intent) -> None:
    assert as_wished(analysis(Intent.CHANGE_ADDRESS, question)).intent is intent


@pytest.mark.parametrize(
    "question", ["书柜放在哪了", "书柜哪天能收到", "书柜大概几号能到", "书柜什么时候会送", "书柜何时到"]
)
def test_when_bought_goods_come_is_asked_of_their_parcel(question: str) -> None:
    plan = plan_tools(analysis(Intent.PRODUCT_INFO, question), SHOP, signed_in=True)
    assert (plan.if_bought, plan.reads) == (True, ("track_shipment",))


@pytest.mark.parametrize(
    "question", ["书柜最晚几号换货", "书柜退货最迟什么时候", "书柜几号之前能退货", "发票哪天截止开发票"]
)
def test_until_when_something_can_be_done_is_a_question(question: str) -> None:
    assert not wants_it_done(analysis(Intent.EXCHANGE, question, "do"))


def test_an_order_that_is_to_be_shut_is_cancelled() -> None:
    asked = analysis(Intent.CANCEL_ORDER, "把书柜那个单子关掉")
    assert plan_tools(asked, SHOP, signed_in=True).wants_change


def test_the_state_of_goods_that_were_not_bought_is_not_another_orders() -> None:
    others = [
        order for order in MANY if not bought_goods(analysis(Intent.ORDER_STATUS, "书柜"), [order], DATA.products)
    ]
    asked = analysis(Intent.ORDER_STATUS, "书柜发货没", products=("书柜",))
    assert resolve_orders(asked, others, DATA.products, (), NOW).no_such_goods


@pytest.mark.parametrize("intent", [Intent.LOGISTICS_TRACK, Intent.EXPEDITE, Intent.ORDER_STATUS])
@pytest.mark.parametrize(
    "question",
    [
        "台灯那单的钱几号能到",
        "钱啥时候退回来",
        "书柜的退款什么时候到啊",
        "退的钱到哪了",
        "钱退哪去了",
        "款项几时返还给我",
    ],
)
def test_money_that_comes_is_no_parcel(intent: Intent, question: str) -> None:
    assert as_wished(analysis(intent, question)).intent is Intent.REFUND_STATUS


@pytest.mark.parametrize(
    "question",
    [
        "付了钱几天能到",
        "多少钱的那个到了吗",
        "这款几号到",
        "付款后多久能到",
        "花了钱怎么还没到",
        "货款两清了东西还没到",
    ],
)
def test_a_parcel_that_was_paid_for_is_no_money(question: str) -> None:
    assert as_wished(analysis(Intent.LOGISTICS_TRACK, question)).intent is Intent.LOGISTICS_TRACK


@pytest.mark.parametrize(
    ("before", "words", "name", "kind"),
    [
        ("台灯显示签收了可我没收到", "那退钱给我", "create_refund", "not_received"),
        ("台灯收到就坏了", "给我退了吧", "create_return", "fault"),
        ("什么时候有活动", "给我退了吧", "create_return", "no_reason"),
        ("台灯收到就坏了", "不想要了给我退了吧", "create_return", "no_reason"),
    ],
)
def test_what_is_wrong_may_have_been_said_before(before: str, words: str, name: str, kind: str) -> None:
    signed = next(order for order in DATA.orders if order.status == "已签收")
    wanted = wanted_action(analysis(Intent.RETURN_NO_REASON, words, request="do"), signed, before)
    assert wanted is not None
    assert (wanted[0], reason_kind(str(wanted[1]["reason"]))) == (name, kind)


def test_an_order_carried_over_from_before_is_not_another_one() -> None:
    signed = next(order for order in DATA.orders if order.status == "已签收")
    words = analysis(Intent.REFUND_STATUS, "那退钱给我", request="do", order_nos=(signed.order_no,))
    wanted = wanted_action(words, signed, "台灯显示签收了可我没收到")
    assert wanted is not None
    assert wanted[0] == "create_refund"


@pytest.mark.parametrize(("words", "wish"), [("台灯坏了，仅退款200元", True), ("台灯坏了，已经申请退款200元", False)])
def test_a_sum_may_follow_the_wish(words: str, wish: bool) -> None:
    assert wants_it_done(analysis(Intent.RETURN_QUALITY, words)) is wish
