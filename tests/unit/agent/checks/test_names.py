"""Names are hidden where people say whose they are, and words that begin like a name are left alone."""

import pytest

from agent.checks.redact import redact
from agent.reasoning.entities.addresses import find_address

NAMED = (
    ("名字写贺兰就行", "贺兰"), ("联系尹小波收", "尹小波"), ("找我老公卢建华", "卢建华"),
    ("我是孟凡，之前问过", "孟凡"),
    ("2026110200456712 龚志强", "龚志强"), ("收件人写成康敏", "康敏"),
    ("我叫陈默", "陈默"),
    ("我姓司徒，叫司徒朗", "司徒朗"), ("麻烦写收件人：古丽娜尔·艾合买提", "艾合买提"),
    ("my name is Helen Brook, please", "Helen"), ("帮我改成黎小川收，电话不变", "黎小川"),
    ("找下单人戴思远", "戴思远"), ("给我弟弟卢一帆发过去", "卢一帆"), ("邮寄给我同事：邹敏", "邹敏"),
    ("电话一五八 三三二二 幺零零九", "三三二二"),
)  # fmt: skip
PLAIN = (
    "我是高中生", "我是金卡会员", "联系方式给一下", "给万能胶", "找高手", "我是白天上班", "给黄色的",
    "给江苏发货吗", "找店长",
    "写安装步骤", "叫师傅来", "由京东发货吗", "给孩子买的", "让店长签收", "我朋友推荐的", "给我换成大号的",
    "给我爸白酒", "送我妈高汤", "给女儿金手镯", "微信支付可以吗", "qq音乐会员", "科技园有货吗", "广场舞音响",
)  # fmt: skip


@pytest.mark.parametrize(("text", "private"), NAMED)
def test_a_name_is_hidden(text: str, private: str) -> None:
    assert private not in redact(text).text


@pytest.mark.parametrize("text", PLAIN)
def test_words_that_are_no_names_stay(text: str) -> None:
    assert redact(text).text == text


def test_a_flat_behind_a_hyphen_belongs_to_the_address() -> None:
    text = "改下地址：重庆市渝北区龙溪街道红锦大道90号6单元2-3"
    found = find_address(text)
    assert found is not None
    assert found.value.endswith("6单元2-3")
    assert "2-3" not in redact(text).text


@pytest.mark.parametrize(
    ("text", "private"),
    [
        ("座机0571-88886666转8001", "8001"),
        ("0755 8888 6666", "8888"),
        ("打我香港的 +852 6123 4567", "6123"),
        ("call me at +44 20 7946 0958", "7946"),
        ("我的微信号是liu_chen88", "liu_chen88"),
        ("qq 30214567", "30214567"),
        ("发到 chen.hao @ 163.com", "chen.hao"),
        ("护照E12345678", "E12345678"),
        ("地址：光谷软件园C3栋201", "C3栋"),
        ("送到万达广场2号楼1单元1203", "1203"),
    ],
)
def test_ways_to_be_reached_are_hidden(text: str, private: str) -> None:
    assert private not in redact(text).text


@pytest.mark.parametrize("text", ["订单 0020261103", "价格+100元", "卡里没钱了", "工业园区能送吗"])
def test_other_numbers_and_places_stay(text: str) -> None:
    assert redact(text).text == text
