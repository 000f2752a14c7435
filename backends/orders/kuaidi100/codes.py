"""What Kuaidi100 calls carriers and states (its enterprise interface, query.do)."""

from collections.abc import Mapping

CARRIERS: tuple[tuple[str, str], ...] = (
    ("顺丰", "shunfeng"),
    ("中通", "zhongtong"),
    ("圆通", "yuantong"),
    ("申通", "shentong"),
    ("韵达", "yunda"),
    ("极兔", "jtexpress"),
    ("京东", "jd"),
    ("邮政", "youzhengguonei"),
    ("EMS", "ems"),
    ("德邦快递", "debangkuaidi"),
    ("德邦", "debangwuliu"),
    ("百世", "huitongkuaidi"),
    ("天天", "tiantian"),
    ("宅急送", "zhaijisong"),
    ("优速", "youshuwuliu"),
    ("安能", "annengwuliu"),
    ("跨越", "kuayue"),
    ("丹鸟", "danniao"),
    ("菜鸟", "danniao"),
    ("丰网", "fengwang"),
)
"""Part of a name → code; the first that fits."""

STATES: Mapping[str, str] = {
    "0": "在途", "1": "已揽收", "2": "疑难", "3": "已签收", "4": "退签", "5": "派件中", "6": "退回中", "7": "转投",
    "8": "清关", "10": "待清关", "11": "清关中", "12": "已清关", "13": "清关异常", "14": "拒签",
    "101": "已下单", "102": "待揽收", "103": "已揽收", "1001": "到达派件城市", "1002": "干线运输", "1003": "转递",
    "201": "超时未签收", "202": "超时未更新", "203": "拒收", "204": "派件异常", "205": "柜或驿站超时未取",
    "206": "无法联系", "207": "超区", "208": "滞留", "209": "破损", "210": "销单",
    "301": "本人签收", "302": "派件异常后签收", "303": "代签", "304": "投柜或站签收",
    "401": "已销单", "501": "已投柜或驿站",
}  # fmt: skip
"""``state``, basic and detailed, in the words that shipments have."""

UNKNOWN_STATE = "状态未知"


def carrier_code(name: str, own: Mapping[str, str]) -> str | None:
    """The code of a carrier as orders name it; None where nobody knows it.

    Args: own: the shop's names, looked at first; a code in place of a name passes through.
    """
    if name in own:
        return own[name]
    for part, code in CARRIERS:
        if part.lower() in name.lower() or name.lower() == code:
            return code
    return None


def state_words(state: str) -> str:
    """The state in words; a detailed code that isn't known counts as its group."""
    return STATES.get(state) or STATES.get(state[:1]) or UNKNOWN_STATE
