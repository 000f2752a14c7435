from datetime import date

import pytest

from ingest.validity import Validity, validity_of_front_matter, validity_of_text

STARTS = [
    ("生效日期：2026年9月1日", date(2026, 9, 1)),
    ("【生效时间】2026-09-01\n正文", date(2026, 9, 1)),
    ("本规则自2026年6月1日起执行。会员等级如下。", date(2026, 6, 1)),
    ("以上政策自2026年1月5日00:00起正式施行。", date(2026, 1, 5)),
    ("本办法于2026/3/15起实施", date(2026, 3, 15)),
    ("施行日期：二〇二六年十月二十三日", date(2026, 10, 23)),
    ("（自二〇二六年三月一日起施行）", date(2026, 3, 1)),
    ("自2026.5.1起生效", date(2026, 5, 1)),
    ("本制度经总经理批准，自2026年4月1日零时起施行。", date(2026, 4, 1)),
    ("生效日期 | 2026年3月1日", date(2026, 3, 1)),
    ("自 2026 年 7 月 1 日起，本店执行以下规定：", date(2026, 7, 1)),
    ("发布日期：2026年1月1日　实施日期：2026年2月1日", date(2026, 2, 1)),
    ("版本：V3.2（2026年6月18日生效）", date(2026, 6, 18)),
    ("适用期间：2026年1月1日—2026年12月31日", date(2026, 1, 1)),
    ("本规定自二○二六年一月一日起施行", date(2026, 1, 1)),
    ("试行期：自2026年3月1日起至2026年5月31日止", date(2026, 3, 1)),
    ("本标准自2026年3月1日起至2026年5月31日止执行", date(2026, 3, 1)),
    ("自2026年1月1日(含)起施行", date(2026, 1, 1)),
    ("Effective date: 2026-07-01", date(2026, 7, 1)),
    ("会员生日券自2026年9月1日至2026年12月31日有效", None),
    ("优惠券：自2026年3月1日起至2026年3月5日止有效", None),
    ("付款后2026年8月1日起发货", None),
    ("更新日期：2026年10月8日。", None),
    ("活动时间：2026年11月1日至11日", None),
    ("新版快递单自2026年8月1日起使用，详见公告", None),
    ("生效日期：2026年13月40日", None),
]
ENDS = [
    ("废止日期：2026年8月31日", date(2026, 8, 31)),
    ("有效期至：2026年12月31日", date(2026, 12, 31)),
    ("有效期：2026年1月1日至2026年6月30日", date(2026, 6, 30)),
    ("本政策自2026年9月1日起废止。", date(2026, 8, 31)),
    ("本政策于2026年8月31日24:00起废止。", date(2026, 8, 31)),
    ("试行期：自2026年3月1日起至2026年5月31日止", date(2026, 5, 31)),
    ("本标准自2026年3月1日起至2026年5月31日止执行", date(2026, 5, 31)),
    ("有效期：2026年1月1日至12月31日", date(2026, 12, 31)),
    ("本文件至2026年12月31日止有效", date(2026, 12, 31)),
    ("本规则于2026年12月31日到期", date(2026, 12, 31)),
    ("2026年9月1日起施行，有效期至2028年8月31日。", date(2028, 8, 31)),
    ("Valid until: 2026-12-31", date(2026, 12, 31)),
    ("本券于2026年12月31日到期", None),
    ("本品有效期至2026年12月31日", None),
    ("报名截止日期：2026年5月1日", None),
    ("优惠券有效期至2026年12月31日，过期作废", None),
    ("《旧规则》自2026年9月1日起废止", None),
    ("等级有效期12个月", None),
]
REPLACES = [
    ("替代文件：《退换货政策（2025版）》自2026年8月31日24:00起废止", ("退换货政策（2025版）",)),
    ("原《价保规则》同时废止。", ("价保规则",)),
    ("本规定取代《运费说明（旧）》。", ("运费说明（旧）",)),
    ("自2026年1月1日起，《会员章程》《积分规则》同时废止。", ("会员章程", "积分规则")),
    ("取代：《运费表2025》、《偏远地区表2025》", ("运费表2025", "偏远地区表2025")),
    ("本手册替换2025年版《安装手册》。", ("安装手册",)),
    ("本文替代旧文件“退货须知2024”。", ("退货须知2024",)),
    ("This document supersedes 《Old Policy》.", ("Old Policy",)),
    ("《赠品规则》继续有效，不废止。", ()),
    ("“七天无理由”不再适用于定制商品", ()),
    ("状态：已由《退换货政策（2026版）》替代", ()),
    ("详见《会员规则》。", ()),
]


@pytest.mark.parametrize(("text", "expected"), STARTS)
def test_when_a_document_takes_effect(text: str, expected: date | None) -> None:
    assert validity_of_text(text, "规则").effective_from == expected


@pytest.mark.parametrize(("text", "expected"), ENDS)
def test_the_last_day_on_which_it_holds(text: str, expected: date | None) -> None:
    assert validity_of_text(text, "规则").expires_on == expected


@pytest.mark.parametrize(("text", "expected"), REPLACES)
def test_which_documents_it_replaces(text: str, expected: tuple[str, ...]) -> None:
    assert validity_of_text(text, "规则").supersedes == expected


def test_a_title_may_say_that_the_version_is_over() -> None:
    over = "配送规则（2025年，已于2026-03-01作废）\n主城区满150免配送费。"
    assert validity_of_text(over, "旧版").expires_on == date(2026, 2, 28)
    by_month = "配送规则（2025年版，2026年3月起作废，以新版为准）\n主城区满150免配送费。"
    assert validity_of_text(by_month, "旧版").expires_on == date(2026, 2, 28)
    other = "优惠券说明\n满100减10。\n老会员的券已于2026-03-01失效。"
    assert validity_of_text(other, "券").expires_on is None


def test_dates_in_the_middle_of_a_long_document_are_about_other_things() -> None:
    text = "\n".join(["规则", *["说明文字。"] * 30, "生效日期：2026年9月1日", *["说明文字。"] * 30])
    assert validity_of_text(text, "规则").effective_from is None


def test_front_matter_may_be_chinese_or_english() -> None:
    english = validity_of_front_matter({"effective_from": date(2026, 1, 1), "supersedes": ["旧.md"]})
    chinese = validity_of_front_matter({"生效日期": "2026年1月1日", "替代": "《旧》", "有效期至": "2026-12-31"})
    assert english.effective_from == chinese.effective_from == date(2026, 1, 1)
    assert english.supersedes == ("旧.md",)
    assert chinese.supersedes == ("旧",)
    assert chinese.expires_on == date(2026, 12, 31)


def test_a_numbered_clause_says_from_when_it_holds() -> None:
    found = validity_of_text("会员条款\n第一条 本条款自2026年3月1日起施行，原《会员章程》同时废止。", "会员条款")
    assert found == Validity(effective_from=date(2026, 3, 1), supersedes=("会员章程",))
