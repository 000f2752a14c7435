"""Which action the customer's wish comes to on this order, and with what arguments."""

import re
from collections.abc import Iterable
from decimal import Decimal

from agent.reasoning.entities.addresses import find_address
from agent.reasoning.entities.titles import find_title
from agent.rules.reasons import SHOPS_FAULT, ReasonKind, reason_kind
from agent.tools.item_match import name_runs
from domain.affairs import Affair, Change
from domain.analysis import Analysis
from domain.intents import Intent
from domain.money import fen_from_yuan
from domain.orders import Order

_REASON_LENGTH = 120
SURE = 0.6
"""Probability from which the trained reading says that money is wanted and the goods are kept."""
_REFUND_ONLY = re.compile(
    "仅退款|只退款|不退货|不想退货|不用退货|不寄回|退差价|补差|refund only|without return", re.IGNORECASE
)
_WANT = re.compile(
    r"换(?:成|为|一?[个件双条]|到)?((?:[一-鿿A-Za-z0-9/]{0,10}?)(?:[码号色款寸]|XXL|XL|L|M|S)(?:的)?)", re.IGNORECASE
)
_TAX_NO = re.compile(r"(?:税号|识别号|信用代码)[是为：:\s]*([0-9A-Za-z]{15,20})")


def wanted_action(analysis: Analysis, order: Order, said_before: str = "") -> tuple[str, dict[str, object]] | None:
    """The action's name and arguments; None when the wish is none.

    Args:
        said_before: the customer's message before this one; the reason stands in it where this one gives none.
    """
    reason = _reason_words(analysis, said_before)
    # 破壁机, 漏勺, 碎纸机: what goods are called tells nothing of what is wrong with them.
    kind = reason_kind(_without(name_runs(reason, [item.name for item in order.items]), reason))
    name = _name(analysis, order, kind)
    if name is None:
        return None
    return name, {"order_no": order.order_no, **_details(name, analysis, reason, kind)}


def _without(names: Iterable[str], words: str) -> str:
    for name in names:
        words = words.replace(name, " ")
    return words


def _reason_words(analysis: Analysis, said_before: str) -> str:
    words, e = analysis.question.strip(), analysis.entities
    # A number that was carried over from the conversation is the very order that was spoken of.
    names_another = e.products or any(number in words for number in (*e.order_nos, *e.order_tails))
    told = reason_kind(words) == "other" and not names_another and reason_kind(said_before) in SHOPS_FAULT
    return f"{said_before.strip()}；{words}" if told else words


def _name(analysis: Analysis, order: Order, kind: ReasonKind) -> str | None:
    match analysis.intent:
        case Intent.CANCEL_ORDER:
            return "cancel_order"
        case Intent.CHANGE_ADDRESS:
            return "change_address"
        case Intent.EXPEDITE:
            return "expedite_shipment"
        case Intent.INVOICE:
            return "issue_invoice"
        case Intent.PRICE_PROTECTION:
            return "create_refund"
        case Intent.EXCHANGE:
            return "create_exchange"
    return _money_back(analysis, order, kind)


def _money_back(analysis: Analysis, order: Order, kind: ReasonKind) -> str | None:
    """Before the parcel leaves, money back is a cancellation; after it came, the goods come back, unless at fault."""
    if order.status in ("待付款", "待发货"):
        return "cancel_order"
    without_goods = analysis.affair is not None and analysis.affair.change.get(Change.REFUND_ONLY, 0.0) >= SURE
    at_fault = kind in SHOPS_FAULT or analysis.intent in (Intent.RETURN_QUALITY, Intent.COMPLAINT)
    if kind in ("not_received", "missing_item") or (
        at_fault and (without_goods or _REFUND_ONLY.search(analysis.question))
    ):
        return "create_refund"
    if analysis.intent in (Intent.RETURN_NO_REASON, Intent.RETURN_QUALITY, Intent.REFUND_STATUS):
        return "create_return"
    if not at_fault:
        return None
    return "create_return" if analysis.affair is not None and _sends_back(analysis.affair) else "create_refund"


def _sends_back(affair: Affair) -> bool:
    return affair.change.get(Change.RETURN, 0.0) >= SURE


def _details(name: str, analysis: Analysis, reason: str, kind: ReasonKind) -> dict[str, object]:
    entities, question = analysis.entities, analysis.question
    match name:
        case "change_address":
            details: dict[str, object] = {
                # Said before it was told which order is meant, it stands in the completed question alone.
                "address": entities.address or (found.value if (found := find_address(question)) else None),
                "receiver_name": entities.receiver_name,
                "receiver_phone": next(iter(entities.phones), None),
            }
        case "issue_invoice":
            title, tax_no = find_title(question), _TAX_NO.search(question)
            details = {"title": title.value if title else None, "tax_no": tax_no[1] if tax_no else None}
        case "create_exchange":
            want = _WANT.search(question)
            details = {"reason": _reason(analysis, reason, kind), "want": want[1] if want else None}
        case "create_return":
            details = {"reason": _reason(analysis, reason, kind)}
        case "create_refund":
            details = {"reason": _reason(analysis, reason, kind), "amount": _amount(entities.amounts)}
        case _:
            details = {}
    return {key: value for key, value in details.items() if value}


def _reason(analysis: Analysis, words: str, kind: ReasonKind) -> str:
    """The customer's words, led by what the analysis took them for where they don't say it themselves."""
    words = words[:_REASON_LENGTH]
    if analysis.intent is Intent.PRICE_PROTECTION and kind != "price_protection":
        return f"价格保护：{words}"
    at_fault = analysis.intent in (Intent.RETURN_QUALITY, Intent.COMPLAINT) or (
        analysis.intent is Intent.EXCHANGE and analysis.wants(Intent.RETURN_QUALITY)
    )
    if at_fault and kind not in SHOPS_FAULT and kind != "no_reason":
        return f"质量问题：{words}"
    if analysis.intent is Intent.RETURN_NO_REASON and kind == "other":
        return f"无理由：{words}"
    return words


def _amount(amounts: tuple[str, ...]) -> int | None:
    return fen_from_yuan(Decimal(amounts[0])) if len(amounts) == 1 else None
