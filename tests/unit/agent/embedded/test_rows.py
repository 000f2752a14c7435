"""What of a table a reply tells: the asked thing's cell, and what tells rows of one name apart."""

import pytest

from agent.reasoning.embedded.composing import compose_draft
from domain.analysis import Entities
from domain.evidence import Passage
from domain.intents import Intent, Outcome
from tests.unit.agent.embedded.requests import passage, request, row

THINGS_AS_COLUMNS = (
    row({"项目": "净重", "轻便款": "1.2公斤", "加长款": "1.9公斤"}, 1, section="规格"),
    row({"项目": "长度", "轻便款": "80厘米", "加长款": "120厘米"}, 2, section="规格"),
)


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [("轻便款净重多少", "1.2公斤", "1.9公斤"), ("加长的净重多少", "1.9公斤", "1.2公斤")],
)
def test_of_things_that_stand_in_columns_only_the_asked_one_is_told(question: str, said: str, unsaid: str) -> None:
    text = compose_draft(request(question, *THINGS_AS_COLUMNS, intent=Intent.PRODUCT_INFO)).text
    assert said in text
    assert unsaid not in text


def test_every_column_is_told_when_none_is_asked_for() -> None:
    text = compose_draft(request("净重多少", *THINGS_AS_COLUMNS, intent=Intent.PRODUCT_INFO)).text
    assert "1.2公斤" in text
    assert "1.9公斤" in text


def packs(count: int) -> list[Passage]:
    return [
        row({"品名": "松子", "规格": f"{n}00克", "价格": f"{n * 9}元"}, n, section="价目", products=("松子",))
        for n in range(1, count + 1)
    ]


def test_rows_of_one_name_are_told_with_what_tells_them_apart() -> None:
    asked = Entities(products=("松子",))
    text = compose_draft(request("松子多少钱", *packs(2), intent=Intent.PRODUCT_INFO, entities=asked)).text
    assert "松子 100克：价格：9元" in text
    assert "松子 200克：价格：18元" in text


def test_many_rows_of_one_name_are_asked_back_by_what_tells_them_apart() -> None:
    asked = Entities(products=("松子",))
    draft = compose_draft(request("松子多少钱", *packs(6), intent=Intent.PRODUCT_INFO, entities=asked))
    assert draft.outcome is Outcome.CLARIFY
    assert "松子 600克" in draft.text


@pytest.mark.parametrize("said", ["E4", "e04", "E-04"])
def test_a_code_is_itself_however_its_zeros_are_written(said: str) -> None:
    rows = [row({"代码": "E04", "含义": "水箱没放好", "处理": "把水箱推到底"})]
    asked = Entities(codes=(said,))
    draft = compose_draft(request(f"报{said}怎么办", *rows, intent=Intent.FAULT_CODE, entities=asked))
    assert "推到底" in draft.text


def test_a_comma_after_decimals_parts_two_numbers() -> None:
    rule = passage("70到90公斤选3.20，300公斤以上选7.40。", section="弹簧粗细怎么选")
    text = compose_draft(request("80公斤弹簧选哪个粗细", rule, intent=Intent.PRODUCT_INFO)).text
    assert "3.20，" in text


def test_what_limits_the_asked_column_is_told_with_it() -> None:
    guarantee = (
        row({"品类": "主机", "质保期": "三年", "范围": "主板、面板，配件半年"}, 1, section="质保"),
        row({"品类": "支架", "质保期": "一年", "范围": "焊点（受潮除外）"}, 2, section="质保"),
    )
    text = compose_draft(request("主机质保期多久", *guarantee, intent=Intent.PRODUCT_INFO)).text
    assert "三年" in text
    assert "配件半年" in text
    assert "受潮除外" in compose_draft(request("支架质保期多久", *guarantee, intent=Intent.PRODUCT_INFO)).text


LEVELS = (
    row({"等级": "金卡", "无理由退货期": "在上表基础上多5天"}, 1, section="会员"),
    row({"等级": "黑金", "无理由退货期": "在上表基础上多15天"}, 2, section="会员"),
)


def test_rows_that_say_to_look_elsewhere_answer_only_who_asks_for_them() -> None:
    draft = compose_draft(request("几天内可以退货", *LEVELS, intent=Intent.RETURN_NO_REASON))
    assert draft.outcome is Outcome.CLARIFY
    assert "多5天" in compose_draft(request("金卡几天内可以退货", *LEVELS, intent=Intent.RETURN_NO_REASON)).text


WINDOWS = (
    row({"品类": "乳胶枕", "无理由退货期": "30天"}, 3, section="期限"),
    row({"品类": "床笠、床单", "无理由退货期": "7天"}, 4, section="期限"),
)


@pytest.mark.parametrize("evidence", [(*LEVELS, *WINDOWS), (*WINDOWS, *LEVELS)])
def test_the_rows_that_are_leaned_on_are_told_or_asked_about(evidence: tuple[Passage, ...]) -> None:
    draft = compose_draft(request("几天内可以退货", *evidence, intent=Intent.RETURN_NO_REASON))
    assert "乳胶枕" in draft.text
    assert "床笠" in draft.text
    assert "黑金" not in draft.text


def test_the_rows_that_are_leaned_on_are_the_choices() -> None:
    asked = request("几天内可以退货", *LEVELS, *WINDOWS, intent=Intent.RETURN_NO_REASON)
    assert compose_draft(asked).outcome is Outcome.CLARIFY


REGIONS = tuple(
    row({"收货地区": name, "运费": f"{price}元"}, number, section="运费")
    for number, (name, price) in enumerate(
        {"江浙沪": 6, "华北": 9, "东北": 11, "新疆": 25, "海南": 18}.items(), start=1
    )
)


def test_regions_are_cases_and_not_things() -> None:
    text = compose_draft(request("运费多少", *REGIONS, intent=Intent.PRODUCT_INFO)).text
    assert "哪种情况" in text
    assert "新疆" in text


KETTLES = (
    row(
        {
            "型号": "沸点K3",
            "外形尺寸": "210×160×240毫米",
            "供电": "220V，1500W",
            "最大承重": "9公斤",
            "提手高度": "6厘米",
        },
        1,
        products=("沸点K3",),
    ),
    row(
        {"型号": "沸点K3", "月租": "18元", "押金": "100元", "最短租期": "3个月"}, 2, section="租", products=("沸点K3",)
    ),
    row({"型号": "沸点K3", "售价": "199元", "可选色": "白、墨绿"}, 3, section="价目", products=("沸点K3",)),
)
K3 = Entities(products=("沸点k3",), codes=("K3",))


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("沸点K3多大", "210×160×240毫米", "1500W"),
        ("k3多少瓦，怕跳闸", "1500W", "9公斤"),
        ("沸点K3都有啥色儿", "墨绿", "199元"),
        ("沸点K3直接买多少", "199元", "18元"),
        ("沸点K3租一个月多少", "18元", "199元"),
        ("沸点K3押多少", "100元", "18元"),
        ("沸点K3能承受多重", "9公斤", "毫米"),
    ],
)
def test_the_cell_that_measures_what_is_asked_is_told(question: str, said: str, unsaid: str) -> None:
    draft = compose_draft(request(question, *KETTLES, intent=Intent.PRODUCT_INFO, entities=K3))
    assert draft.outcome is Outcome.ANSWER
    assert said in draft.text
    assert unsaid not in draft.text


@pytest.mark.parametrize("question", ["沸点K3有多重", "沸点K3壶嘴是几寸的", "沸点K3底座离桌面多厚", "沸点K3的续航"])
def test_a_row_without_the_asked_quantity_answers_nothing(question: str) -> None:
    draft = compose_draft(request(question, *KETTLES, intent=Intent.PRODUCT_INFO, entities=K3))
    assert draft.outcome is not Outcome.ANSWER
