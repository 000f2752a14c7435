"""Which of the evidence answers: limits, neighbours, regions, things under their own heading, whole procedures."""

import pytest

from agent.reasoning.embedded.composing import compose_draft
from agent.reasoning.embedded.passages.splitting import split_passage
from agent.reasoning.embedded.picking.figures import Figure
from agent.reasoning.embedded.picking.limits import within_limits
from agent.reasoning.embedded.picking.question import read_question
from agent.reasoning.embedded.picking.scoring import score_units
from agent.tools.notices import NO_ORDERS, SIGN_IN
from domain.affairs import Affair, Asked, Change, Whose, Wish
from domain.analysis import Entities
from domain.evidence import Passage
from domain.intents import Intent, Outcome
from domain.reply import Failure
from tests.unit.agent.embedded.requests import passage, request, row

GOODS = Affair(
    whose={Whose.OWN: 0.9, Whose.GENERAL: 0.1},
    wish={Wish.NONE: 1.0},
    change={Change.NONE: 1.0},
    asked=dict.fromkeys(Asked, 0.0),
)
"""Of a machine at home, and nothing that an order tells."""


@pytest.mark.parametrize(
    ("value", "unit", "text", "kept"),
    [
        (60, "份", "团购50份以上有9折", True),
        (40, "份", "团购50份以上有9折", False),
        (60, "天", "团购50份以上有9折", False),
        (8, "公斤", "单件不超过10公斤", True),
        (12, "公斤", "单件不超过10公斤", False),
        (450, "度", "300-500度选这种", True),
        (3, "天", "签收7天内可以", True),
        (9, "天", "签收7天以内可以", False),
        (1200, "", "满1,000元包邮", True),
        (8, "天", "超过7天不予退货", True),
        (7, "天", "超过7天不予退货", False),
        (17, "岁", "未满18周岁不能购买", True),
        (18, "岁", "未满18周岁不能购买", False),
        (3, "个", "3个月以内可以换", False),
        (2, "个月", "3个月以内可以换", True),
        (9, "天", "自11月1日起涨价", False),
        (5, "天", "未超过7天的可以退", True),
    ],
)
def test_a_figure_keeps_a_limit_of_its_own_unit(value: float, unit: str, text: str, kept: bool) -> None:
    assert within_limits(Figure(value, unit), text) is kept


def test_the_rule_whose_limit_the_customers_number_keeps_answers() -> None:
    rules = [passage("一次订30束以上打8折。", 1, section="婚庆"), passage("花束当天配送。", 2, section="配送")]
    assert "8折" in compose_draft(request("公司要订45束能便宜点不", *rules, intent=Intent.PROMOTION)).text


def test_a_region_is_named_by_the_wider_one_it_lies_in() -> None:
    rows = [
        row({"地区": "华东", "时效": "2天"}, 1, section="时效"),
        row({"地区": "西南、西北", "时效": "6天"}, 2, section="时效"),
    ]
    asked = Entities(regions=("贵阳",))
    draft = compose_draft(request("贵阳几天能到", *rows, intent=Intent.LOGISTICS_TRACK, entities=asked))
    assert "6天" in draft.text
    assert "2天" not in draft.text


def test_a_procedure_is_told_whole_when_a_sentence_beside_it_answers_best() -> None:
    steps = passage(
        "1. 长按电源键。\n2. 打开小程序扫码。\n3. 输入贴纸上的数字完成配对。\n换台灯配对时不用重置。",
        section="灯的配对",
    )
    text = compose_draft(request("台灯怎么配对", steps, intent=Intent.USAGE_HELP)).text
    assert text.index("长按电源键") < text.index("扫码") < text.index("完成配对")


def test_the_time_that_stands_in_the_next_sentence_is_told() -> None:
    rule = passage("花房每天清晨5点打包。打包前可以取消订单。", section="取消")
    assert "5点" in compose_draft(request("几点前能取消订单", rule, intent=Intent.CANCEL_ORDER)).text


def test_words_run_together_are_met_one_by_one() -> None:
    rule = passage("花盆破裂全额赔付。", section="赔付")
    assert compose_draft(request("盆裂", rule, intent=Intent.RETURN_QUALITY)).outcome is Outcome.ANSWER


def test_which_carrier_is_answered_by_a_carrier() -> None:
    rules = [
        passage("拍照要拍到快递面单。", 1, section="赔付"),
        passage("默认发中通，可补差价换顺丰。", 2, section="发出"),
    ]
    text = compose_draft(request("用的什么快递", *rules, intent=Intent.LOGISTICS_TRACK)).text
    assert "中通" in text
    assert "面单" not in text


def test_what_stands_under_another_things_heading_does_not_answer() -> None:
    both = passage(
        "栀子（单瓣、重瓣）\n叶子发黄不能直接浇硬水，会烧根，要先把水放一天。\n"
        "文竹（盆栽）\n叶子发黄多半是晒太多，搬到散光处就好。"
    )
    asked = Entities(products=("文竹",))
    priced = row({"品名": "文竹", "价格": "19元"}, 2, products=("文竹",))
    text = compose_draft(request("文竹叶子发黄怎么办", both, priced, intent=Intent.USAGE_HELP, entities=asked)).text
    assert "散光" in text
    assert "硬水" not in text


def test_a_thing_and_an_attribute_from_two_sections_make_no_answer() -> None:
    rules = [
        passage("马达每月上油一次。", 1, section="保养"),
        passage("不要用别的品牌的滤芯。", 2, section="滤芯"),
    ]
    draft = compose_draft(request("马达是什么品牌的", *rules, intent=Intent.PRODUCT_INFO))
    assert draft.outcome is Outcome.ABSTAIN


@pytest.mark.parametrize("question", ["镜头贵多少", "换镜头咋收费"])
def test_what_it_costs_however_it_is_asked(question: str) -> None:
    rules = [passage("镜头每周擦拭。", 1, section="镜头"), passage("换镜头收80元。", 2, section="镜头")]
    assert "80元" in compose_draft(request(question, *rules, intent=Intent.PRODUCT_INFO)).text


@pytest.mark.parametrize(
    ("question", "rule"),
    [
        ("靠垫甜度多少", "山楂和靠垫每箱10件起发。"),
        ("砚台保质期几年", "砚台用完3分钟内要冲洗。"),
    ],
)
def test_a_thing_without_anything_of_what_is_asked_about_it_is_no_answer(question: str, rule: str) -> None:
    assert compose_draft(request(question, passage(rule), intent=Intent.PRODUCT_INFO)).outcome is Outcome.ABSTAIN


def test_which_day_of_the_week_is_answered_by_one() -> None:
    rule = passage("展厅在河边三号。每天九点开门，周二休息。展厅有寄存柜。", section="展厅")
    assert "周二" in compose_draft(request("展厅礼拜几休息", rule)).text


def test_amounts_in_spoken_numerals_find_their_row() -> None:
    rows = [
        row({"金额": "3,000元至9,999元", "折扣": "九折"}, 1, section="团购"),
        row({"金额": "10,000元至49,999元", "折扣": "八折"}, 2, section="团购"),
    ]
    text = compose_draft(request("团购一万五打几折", *rows, intent=Intent.PROMOTION)).text
    assert "八折" in text
    assert "九折" not in text


def test_a_visitor_is_told_the_rule_before_being_asked_to_sign_in() -> None:
    rule = passage("屏风拼装后不支持退货。", section="退货")
    asked = request("屏风拼装好了想退", rule, intent=Intent.RETURN_NO_REASON, notices=("请先登录。",))
    text = compose_draft(asked).text
    assert text.index("不支持退货") < text.index("请先登录")


def test_a_visitor_whose_question_is_answered_isnt_asked_to_sign_in() -> None:
    rule = passage("屏风拼装后不支持退货。", section="退货")
    asked = request("屏风拼装好的能退货不", rule, intent=Intent.RETURN_NO_REASON, notices=(SIGN_IN,))
    assert SIGN_IN not in compose_draft(asked).text
    own = request("我的屏风拼装好了，能退货不", rule, intent=Intent.RETURN_NO_REASON, notices=(SIGN_IN,))
    assert SIGN_IN in compose_draft(own).text


@pytest.mark.parametrize(("question", "told"), [("信用卡付的退款多久到账", True), ("我的退款怎么还没到", False)])
def test_a_visitor_is_told_how_long_it_takes_and_not_where_the_own_refund_is(question: str, told: bool) -> None:
    rule = row({"支付方式": "信用卡", "退款多久到账": "3-7个工作日", "退回哪里": "原卡"}, section="退款到账时间")
    draft = compose_draft(request(question, rule, intent=Intent.REFUND_STATUS, notices=(SIGN_IN,)))
    assert ("3-7个工作日" in draft.text) is told
    assert told or SIGN_IN in draft.text


def test_a_customer_without_orders_is_told_so_where_an_order_would_tell_alone() -> None:
    faq = passage("发票七天内开出。", section="发票")
    asked = request("天窗玻璃多厚", faq, intent=Intent.PRODUCT_INFO, notices=(NO_ORDERS,))
    assert NO_ORDERS in compose_draft(asked).text
    general = asked.model_copy(update={"analysis": asked.analysis.model_copy(update={"affair": GOODS})})
    draft = compose_draft(general)
    assert draft.outcome is Outcome.ABSTAIN
    assert NO_ORDERS not in draft.text


def test_an_abstention_that_was_refused_offers_no_topics_again() -> None:
    faq = passage("评价有奖励吗？\n评价不送东西。", section="评价有奖励吗")
    asked = request("天窗玻璃多厚", faq)
    assert "评价" in compose_draft(asked).text
    refused = asked.model_copy(
        update={"failures": (Failure(check="compliance", sentence=None, message="用好处换评价"),)}
    )
    assert "评价" not in compose_draft(refused).text


def test_where_an_amount_is_asked_the_sentence_that_has_one_answers() -> None:
    texts = "月卡会员不能叠加月卡优惠。\n开了月卡每月打八折，次月生效。"
    draft = compose_draft(request("开月卡能便宜多少", passage(texts, section="月卡"), intent=Intent.PROMOTION))
    assert "八折" in draft.text


def test_a_bare_number_under_a_price_is_an_amount() -> None:
    book = row({"书名": "山间", "装帧": "精装", "定价": "98"}, section="版本", products=("山间",))
    draft = compose_draft(request("山间精装定价多少", book, entities=Entities(products=("山间",))))
    assert draft.outcome is Outcome.ANSWER
    assert "98" in draft.text


@pytest.mark.parametrize("question", ["蛋糕里有没有明胶", "明胶有吗 你们的蛋糕"])
def test_whether_there_is_any_is_answered_by_what_names_it(question: str) -> None:
    draft = compose_draft(request(question, passage("所有蛋糕都含鸡蛋和牛奶。", section="蛋糕")))
    assert draft.outcome is Outcome.ABSTAIN


def test_a_size_that_is_sought_is_not_another_number_of_the_thing() -> None:
    draft = compose_draft(request("有没有12寸的蛋糕", passage("蛋糕上可以免费写字，最多12个字。", section="蛋糕")))
    assert draft.outcome is Outcome.ABSTAIN


def test_a_models_own_row_comes_before_one_that_fits_it() -> None:
    rows = [
        row({"配件": "充电器", "适用": "T3、K1", "价格": "138元"}, 1, section="配件"),
        row({"车型": "风行T3折叠车", "电池": "48V", "售价": "2899元"}, 2, section="整车"),
    ]
    asked = Entities(codes=("T3",))
    assert "2899" in compose_draft(request("T3多少钱", *rows, entities=asked)).text


def test_what_is_returned_is_answered_by_what_speaks_of_returning() -> None:
    rows = [
        row({"物品": "香水（不论拆没拆过）", "飞机": "不能带", "火车": "可以"}, 1, section="出行"),
        row({"品类": "香水等液体", "无理由退货": "不支持"}, 2, section="各品类的期限"),
    ]
    draft = compose_draft(request("香水买重了，没拆过的可以退吗", *rows, intent=Intent.RETURN_NO_REASON))
    assert "不支持" in draft.text


def _table(column: str, asked: str, **values: str) -> list[Passage]:
    return [
        row({column: name, asked: value}, n, section=f"各{column}的{asked}")
        for n, (name, value) in enumerate(values.items(), 1)
    ]


def test_where_it_depends_on_the_model_the_models_of_the_documents_are_offered() -> None:
    rows = _table("型号", "滤网寿命", J1="6个月", J2="9个月", J3="12个月", J5="18个月", J7="24个月")
    draft = compose_draft(request("滤网多久换一次", *rows))
    assert draft.outcome is Outcome.CLARIFY
    assert all(name in draft.text for name in ("哪一款", "J1", "J7"))


def test_where_it_depends_on_the_region_the_regions_of_the_documents_are_offered() -> None:
    rows = _table("地区", "时效", 华东="2天", 华南="3天", 西南="4天", 东北="5天", 新疆="8天")
    draft = compose_draft(request("几天能到", *rows, intent=Intent.LOGISTICS_TRACK))
    assert draft.outcome is Outcome.CLARIFY
    assert all(name in draft.text for name in ("哪种情况", "华东", "新疆"))


def test_a_threshold_of_free_delivery_is_nobody_who_pays() -> None:
    text = "您整单退货的不倒扣运费，剩余金额不够包邮门槛的也不补收。\n不喜欢想退的，寄回运费由您承担。"
    draft = compose_draft(
        request("不喜欢想退，寄回的运费谁掏", passage(text, section="寄回的运费"), intent=Intent.RETURN_NO_REASON)
    )
    assert "由您承担" in draft.text


def test_a_rule_for_all_other_regions_speaks_of_a_region_that_it_does_not_name() -> None:
    rule = passage("江浙沪2天，其他地区4天，新疆12天。")
    asked = read_question(request("发到成都几天", rule, entities=Entities(regions=("成都",))))
    (scored,) = score_units(asked, split_passage(rule))
    assert scored.own[[term.text for term in asked.terms].index("成都")] > 0.5
