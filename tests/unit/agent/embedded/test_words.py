"""Words of a question: terms, kinds of answer, request mode, language."""

import pytest

from agent.reasoning.embedded.language import language_of
from agent.reasoning.embedded.picking.figures import figures, figures_met
from agent.reasoning.embedded.request_mode import request_mode
from agent.reasoning.embedded.words.answer_types import AnswerType, answer_types, asks_span, holds, is_polar
from agent.reasoning.embedded.words.matching import coverage, fold
from agent.reasoning.embedded.words.segment import segment
from agent.reasoning.embedded.words.terms import Term, english_terms, key_terms
from domain.intents import Intent, Language


@pytest.mark.parametrize("text", ["羽绒被能机洗吗", "X-200 报 E3，咋办？", "", "😀𠮷a1"])
def test_segmentation_leaves_nothing_out(text: str) -> None:
    assert "".join(token.text for token in segment(text)) == text


def test_terms_are_what_the_question_is_about() -> None:
    weights = {term.text: term.weight for term in key_terms("请问你们家的窗帘可以用洗衣机洗吗")}
    assert {"窗帘", "洗衣机", "洗"} <= weights.keys()
    assert not {"请问", "你们家", "的", "可以", "吗"} & weights.keys()
    assert weights["窗帘"] > weights.get("用", 0.0)


def test_a_shops_names_are_kept_whole() -> None:
    assert "云岭小壶" in {term.text for term in key_terms("云岭小壶多重", ["云岭小壶"])}


def test_a_shops_synonyms_work_in_both_directions() -> None:
    table = {"恒温壶": ("烧水壶",)}
    (term,) = (t for t in key_terms("烧水壶漏电", (), table) if t.text == "烧水壶")
    assert coverage(term, fold("恒温壶保修一年")) > 0.8


def test_a_code_is_met_by_itself_alone() -> None:
    code = Term("E3", 1.0, ("E3",), strict=True)
    assert coverage(code, fold("显示 E3 时断电")) == 1.0
    assert coverage(code, fold("显示 E31 时断电")) == 0.0


def test_english_questions_are_met_by_chinese_wording() -> None:
    terms = english_terms("Who pays for return shipping?")
    assert any(coverage(term, fold("退货运费由买家承担")) for term in terms)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("几天能到", AnswerType.TIME),
        ("几点关门", AnswerType.CLOCK),
        ("多少钱一张", AnswerType.MONEY),
        ("退回的邮费谁出", AnswerType.PAYER),
        ("怎么安装", AnswerType.STEPS),
        ("为什么会响", AnswerType.CAUSE),
        ("在哪取货", AnswerType.PLACE),
        ("有多重", AnswerType.MEASURE),
    ],
)
def test_the_kind_of_answer_is_told_by_the_question(question: str, kind: AnswerType) -> None:
    assert kind in answer_types(question)


@pytest.mark.parametrize("question", ["能退吗", "可以不", "支不支持刷卡", "有没有发票", "Can I return it?"])
def test_yes_or_no_questions_are_recognised(question: str) -> None:
    assert is_polar(question)


@pytest.mark.parametrize("question", ["怎么退", "多久到", "运费谁出"])
def test_other_questions_are_not(question: str) -> None:
    assert not is_polar(question)


def test_a_clock_time_is_no_duration() -> None:
    assert holds(AnswerType.CLOCK, "每天9:30开门")
    assert not holds(AnswerType.CLOCK, "保修3年")


@pytest.mark.parametrize(
    ("text", "intent", "mode"),
    [
        ("怎么退货", Intent.RETURN_NO_REASON, "ask"),
        ("几天内能退", Intent.RETURN_NO_REASON, "ask"),
        ("我要退货怎么操作", Intent.RETURN_NO_REASON, "ask"),
        ("帮我退了吧", Intent.RETURN_NO_REASON, "do"),
        ("我要退货", Intent.RETURN_NO_REASON, "do"),
        ("能帮我取消订单吗", Intent.CANCEL_ORDER, "do"),
        ("地址改成幸福路3号", Intent.CHANGE_ADDRESS, "do"),
        ("please cancel my order", Intent.CANCEL_ORDER, "do"),
        ("谢谢", Intent.CHITCHAT, "tell"),
    ],
)
def test_asking_doing_and_telling_are_told_apart(text: str, intent: Intent, mode: str) -> None:
    assert request_mode(text, intent) == mode


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("where is my order", Language.ENGLISH),
        ("我的order到哪了", Language.CHINESE),
        ("E3", Language.CHINESE),
        ("X60 price?", Language.ENGLISH),
        ("OPPO", Language.CHINESE),
        ("is 云鬓短波波 real hair", Language.ENGLISH),
        ("what needle size for 绵云", Language.ENGLISH),
        ("The North Face 好看吗", Language.CHINESE),
        ("can you 帮我看一下", Language.CHINESE),
        ("", Language.CHINESE),
    ],
)
def test_language_is_told_by_script(text: str, language: Language) -> None:
    assert language_of(text) is language


def test_the_customers_figures_find_the_row_between_whose_limits_they_lie() -> None:
    wanted = figures("身高163体重52公斤")
    fits, other = (
        (("码", "M"), ("身高", "160-165"), ("体重", "48-54")),
        (("码", "L"), ("身高", "165-170"), ("体重", "54-60")),
    )
    assert figures_met(wanted, fits) == 1.0
    assert figures_met(wanted, other) == 0.0


@pytest.mark.parametrize("question", ["退款多久到账", "几天能发货", "多久没动你们会管", "How long does a refund take?"])
def test_how_long_something_takes_is_a_span(question: str) -> None:
    assert asks_span(question)


@pytest.mark.parametrize(
    "question", ["快递好几天没动了", "还要多久到", "付款多久了还不发", "多久没更新了", "什么时候到"]
)
def test_when_and_how_long_since_are_none(question: str) -> None:
    assert not asks_span(question)
