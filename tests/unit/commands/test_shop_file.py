"""shop.yaml: money in yuan, and every slip of the pen is named with what was meant."""

from pathlib import Path

import pytest

from commands.shop_file import read_settings, shop_of
from domain.errors import ConfigurationError
from domain.shop import Shop


def read(folder: Path, text: str) -> Shop:
    """A shop from a file with this text."""
    (folder / "shop.yaml").write_text(text, encoding="utf-8")
    return shop_of({"id": "shop", **read_settings(folder / "shop.yaml")})


def test_money_is_yuan_in_the_file_and_fen_inside(tmp_path: Path) -> None:
    rules = read(tmp_path, 'rules: {refund_caps: {agent: 99.5, admin: "1200"}, high_value: 3000}').rules
    assert (rules.refund_caps.agent, rules.refund_caps.admin, rules.high_value) == (9_950, 120_000, 300_000)


def test_no_file_is_a_shop_with_careful_defaults(tmp_path: Path) -> None:
    assert shop_of({"id": "shop", **read_settings(tmp_path / "shop.yaml")}) == Shop(id="shop")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("rules: {return_windw: {days: 7}}", "rules.return_windw is not a field (did you mean return_window?)"),
        ("rules: {return_windows: [{windows: {days: 7}}]}", "did you mean window?"),
        ("rules: {return_windows: [{window: {day: 7}}]}", "did you mean days?"),
        ("documents: {a.md: {audiense: internal}}", "did you mean audience?"),
        ("wokring_hours: {}", "did you mean working_hours?"),
        ("rules: {refund_caps: {agent: 1.234}}", "rules.refund_caps.agent: must be a number of yuan"),
        ("rules: {refund_caps: {agent: true}}", "rules.refund_caps.agent: must be a number of yuan"),
        ("rules: {refund_caps: {agent: 五百}}", "at most two decimals"),
        ("rules: {high_value: -1}", "rules.high_value: input should be greater than or equal to 0"),
        ("rules: {refund_caps: {agent: 500, admin: 100}}", "agent must not be above admin"),
        ("rules: {return_window: {days: 7, day_from: delivered}}", "'signed', 'shipped', 'paid' or 'created'"),
        ("rules: {cancel_statuses: [已支付]}", "'待付款'"),
        ("rules: {exclusions: [{categories: [食品]}]}", "rules.exclusions.0.reason: field required"),
        ("rules: [return_window]", "rules: input should be a valid dictionary"),
        ("rules: {high_value: 1, high_value: 2}", "'high_value' twice"),
        ("- a", "must hold fields"),
        ("a: [", "must be UTF-8 YAML"),
        ("? [a]\n: b", "must be UTF-8 YAML"),
    ],
)
def test_a_wrong_file_says_where_and_what_to_do(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ConfigurationError) as told:
        read(tmp_path, text)
    assert said in str(told.value)
