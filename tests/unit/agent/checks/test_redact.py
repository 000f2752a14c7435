"""Secrets go for good; personal data goes where it can be brought back from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.checks.personal_data import passes_luhn
from agent.checks.redact import redact, redact_personal, redact_secrets


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("我的卡号是6222 0212 3456 7890 123", "6222 0212 3456 7890 123"),
        ("退到这张4111111111111111", "4111111111111111"),
        ("身份证110101199003071233给你", "110101199003071233"),
        ("密码是abc123，帮我改", "abc123"),
        ("验证码 482913", "482913"),
        ("482913是验证码", "482913"),
        ("password: hunter22", "hunter22"),
    ],
)
def test_secrets_are_removed_for_good(text: str, secret: str) -> None:
    hidden = redact_secrets(text)
    assert secret not in hidden.text
    assert "已隐去]" in hidden.text
    assert not hidden.placeholders


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("收件人张伟，13800138000", ["张伟", "13800138000"]),
        ("寄到浙江省杭州市西湖区文一路12号3单元501室", ["浙江省杭州市西湖区文一路12号3单元501室"]),
        ("地址改成 浙江省 杭州市 西湖区 文三路 88号金色家园2栋", ["浙江省 杭州市 西湖区 文三路 88号金色家园2栋"]),
        ("电话 138-0013-8000", ["138-0013-8000"]),
        ("打一三八零零一三八零零零", ["一三八零零一三八零零零"]),
        ("座机010-65128888", ["010-65128888"]),
        ("发到 li.lei@qq.com", ["li.lei@qq.com"]),
    ],
)
def test_personal_data_is_replaced_and_comes_back(text: str, values: list[str]) -> None:
    hidden = redact_personal(text)
    assert not any(value in hidden.text for value in values)
    assert sorted(hidden.placeholders.values()) == sorted(values)
    assert hidden.restore(hidden.text) == text


@pytest.mark.parametrize(
    "text",
    [
        "订单号202611180012345678",
        "4012345678901234567 这单呢",
        "验证码收不到怎么办，订单12345678",
        "wifi密码忘了怎么重置",
        "400-800-8820 打不通",
        "三号发货的，放在三楼",
        "杭州今天能到吗",
        "一路上都很好",
        "方便面小姐姐推荐的",
    ],
)
def test_ordinary_numbers_and_words_stay(text: str) -> None:
    assert redact(text).text == text


def test_the_same_value_keeps_its_placeholder_across_texts() -> None:
    first = redact_personal("电话13800138000")
    second = redact_personal("还是13800138000，或者13911112222", first.placeholders)
    assert second.text == "还是[电话1]，或者[电话2]"


@given(st.text(max_size=60), st.integers(13_000_000_000, 19_999_999_999))
def test_whatever_surrounds_it_restoring_undoes_redaction(text: str, number: int) -> None:
    written = f"{text} 电话{number} {text}"
    hidden = redact_personal(written)
    if "[电话" not in text:
        assert hidden.restore(hidden.text) == written


@given(st.text(alphabet="0123456789", min_size=12, max_size=18))
def test_one_check_digit_in_ten_passes(digits: str) -> None:
    assert sum(passes_luhn(digits + str(last)) for last in range(10)) == 1


@pytest.mark.parametrize("unit", ["a", "1", "a.", "1-", "一"])
def test_a_text_without_a_break_takes_no_longer_than_its_length(unit: str) -> None:
    # With a pattern that begins anew at each letter this takes minutes.
    redact(unit * 30_000)
    assert redact_personal(unit * 100 + " a.b@c.cn").text.endswith("[邮箱1]")
