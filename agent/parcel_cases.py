"""Parcels that somebody has to look after: said as they are, and passed to a person beside the reply."""

import re

from agent.tools.gathered import Gathered
from agent.tools.own_affairs import speaks_of
from domain.affairs import Asked
from domain.analysis import Analysis
from domain.evidence import Fact
from domain.intents import Language

_DENIED = re.compile(
    r"(?:没|未|没有|没能|从没|根本没)(?:收|拿|看|取|领|见)(?:到|着|过|见)|没到手|说(?:没有?|不在|没见|没收)(?:$|[，,。！!])|(?:什么|啥|东西|影子?)(?:都|也)?没有?|没(?:影|在)|不见了|被偷|不翼而飞|没人(?:送|给)|(?:问|找|查|去|看|翻)[了过遍][^，,。；;]{0,4}(?:都|也|说|并)?没有?(?:$|[，,。！!]|这|我|看|找)|找不到(?:快递|包裹|件|货)|"
    r"不是我(?:签|收|拿)|(?:never|not|n't) (?:received?|got|get|arrive)",
    re.IGNORECASE,
)
SURE = 0.7
"""Probability from which a parcel that counts as delivered is in trouble, as the trained reading has it."""
_LOOKED_AFTER = {
    "returned": "包裹正在退回或已退回寄件方",
    "exception": "包裹有异常情况",
    "stale": "包裹几天没有新的物流记录",
    "unscanned": "包裹标记发货几天了还没有物流记录",
    "unsigned": "包裹订单显示已签收，快递没有签收记录",
}


def parcel_case(analysis: Analysis, text: str, gathered: Gathered) -> str:
    """Why a person has to look after a parcel of this turn; empty when nobody has to. Pure.

    A parcel that stands still, goes back or is damaged, or of which order and carrier tell different things; and one
    that counts as delivered while the customer says it isn't there. Who is right is for the carrier to say, so the
    reply asserts neither.

    Args:
        analysis: of the customer's words.
        text: the customer's words themselves.
        gathered: the facts of the turn.
    """
    denied = _DENIED.search(f"{text}\n{analysis.question}") is not None or speaks_of(
        analysis, Asked.TROUBLE, at_least=SURE
    )
    reasons = [reason for fact in gathered.facts if fact.tool == "track_shipment" for reason in _reasons(fact)]
    delivered = [fact for fact in gathered.facts if _is_delivered(fact)]
    if denied and delivered:
        reasons.insert(0, f"订单{_order_no(delivered[0])}显示已签收，客户说没有收到或不是本人签收")
    return "；".join(dict.fromkeys(reasons))


def case_words(language: Language) -> str:
    """For the customer, after the facts."""
    if language is Language.ENGLISH:
        return "A colleague will check this parcel with the carrier and tell you here."
    return "这个包裹的情况我已经转给同事向快递核实，有结果会在这里告诉您。"


def _reasons(fact: Fact) -> list[str]:
    odd = fact.data.get("anomaly")
    found = [_LOOKED_AFTER[str(each)] for each in odd if each in _LOOKED_AFTER] if isinstance(odd, list) else []
    return [f"订单{_order_no(fact)}的{reason}" for reason in found]


def _is_delivered(fact: Fact) -> bool:
    if fact.tool == "get_order":
        return fact.data.get("status") in ("已签收", "已完成")
    return fact.tool == "track_shipment" and fact.data.get("delivered") is True


def _order_no(fact: Fact) -> str:
    return str(fact.data.get("order_no", ""))
