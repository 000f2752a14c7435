from datetime import date

import pytest

from ingest.validity import validity_of_front_matter, validity_of_text

STARTS = [
    ("生效日期：2026年9月1日", date(2026, 9, 1)),
    ("【生效时间】2026-09-01\n正文", date(2026, 9, 1)),
    ("本规则自2026年6月1日起执行。会员等级如下。", date(2026, 6, 1)),
    ("以上政策自2026年1月5日00:00起正式施行。", date(2026, 1, 5)),
    ("本办法于2026/3/15起实施", date(2026, 3, 15)),
    ("施行日期：二〇二六年十月二十三日", date(2026, 10, 23)),
    ("（自二〇二六年三月一日起施行）", date(2026, 3, 1)),
    ("自2026.5.1起生效", date(2026, 5, 1)),
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
    ("优惠券有效期至2026年12月31日，过期作废", None),
    ("《旧规则》自2026年9月1日起废止", None),
    ("等级有效期12个月", None),
]
REPLACES = [
    ("替代文件：《退换货政策（2025版）》自2026年8月31日24:00起废止", ("退换货政策（2025版）",)),
    ("原《价保规则》同时废止。", ("价保规则",)),
    ("本规定取代《运费说明（旧）》。", ("运费说明（旧）",)),
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
