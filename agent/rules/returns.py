"""May goods be returned or exchanged?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from agent.rules.case import Case
from agent.rules.day_text import day_text
from agent.rules.exclusions import exclusion
from agent.rules.money import share
from agent.rules.reasons import SHOPS_FAULT
from agent.rules.verdict import NO_EVENT_TIME, Eligibility, is_high_value, refused
from agent.rules.windows import EVENT_WORDS, Term, WindowKind, term
from domain.orders import OrderItem, OrderStatus

_NOT_NOW: dict[OrderStatus, tuple[str, str]] = {
    "待付款": ("订单还没有付款，不需要退换。", "不想要的话可以取消订单。"),
    "待发货": ("订单还没有发货，不需要退换。", "可以直接取消订单，取消后退回实付金额。"),
    "已发货": ("包裹还在路上，要签收后才能申请退换。", "可以拒收，或者签收后再申请。"),
    "退款中": ("订单已经有退款在处理，不能重复申请。", "可以查看退款进度。"),
    "已取消": ("订单已经取消，没有可以退换的商品。", ""),
}
_IF_FAULTY = "签收后如果发现质量问题，可以带照片申请售后。"


@dataclass(frozen=True)
class _ItemVerdict:
    item: OrderItem
    allowed: bool
    reason: str
    last_day: date | None
    to_check: tuple[str, ...] = ()


def may_return(case: Case) -> Eligibility:
    """Return of goods for the money paid."""
    return _may_send_back("create_return", case)


def may_exchange(case: Case) -> Eligibility:
    """Return of goods for the same or others."""
    return _may_send_back("create_exchange", case)


def _may_send_back(action: str, case: Case) -> Eligibility:
    items = case.asked_items()
    if case.order.status in _NOT_NOW:
        why, instead = _NOT_NOW[case.order.status]
        never = _never(action, case, items)
        # Who is told to come back after signing must not hear then that it was never possible.
        return refused(action, why, *never, alternative=_IF_FAULTY if never else instead)
    if not items:
        return refused(action, "这笔订单里没有您说的商品。", alternative="请告诉我要退换订单里的哪件商品。")
    verdicts = [_item_verdict(action, case, item) for item in items]
    allowed = [v for v in verdicts if v.allowed]
    if not allowed:
        return _all_refused(action, case, verdicts)
    return _granted(action, case, verdicts, allowed)


def _never(action: str, case: Case, items: Sequence[OrderItem]) -> tuple[str, ...]:
    """Why goods that are still on their way won't be taken back either, where that is so of all of them."""
    if case.order.status != "已发货" or case.reason in SHOPS_FAULT:
        return ()
    reasons = [exclusion(action, case, item).reason for item in items]
    return tuple(dict.fromkeys(reason for reason in reasons if reason)) if reasons and all(reasons) else ()


def _item_verdict(action: str, case: Case, item: OrderItem) -> _ItemVerdict:
    fault = case.reason in SHOPS_FAULT
    excluded = exclusion(action, case, item)
    if excluded.reason and not fault:
        return _ItemVerdict(item, False, excluded.reason, None)
    kinds = _window_kinds(action, fault=fault, sound_too=not excluded.reason and not excluded.to_check)
    terms = [(t, k) for k in kinds if (t := term(k, case, item)) is not None]
    if not terms:
        return _ItemVerdict(item, False, "店铺不支持这项申请。", None)
    best, kind = max(terms, key=lambda pair: (pair[0].last_day or date.min, pair[0].days))
    if best.last_day is None:
        return _ItemVerdict(item, False, NO_EVENT_TIME.format(event=EVENT_WORDS[best.day_from]), None)
    to_check = () if fault else excluded.to_check
    words = _window_words(action, case, best, kind)
    return _ItemVerdict(item, case.today <= best.last_day, words, best.last_day, to_check)


def _window_kinds(action: str, *, fault: bool, sound_too: bool) -> tuple[WindowKind, ...]:
    """A fault never leaves a customer worse off: where sound goods may come back too, the longer window holds."""
    sound: WindowKind = "exchange" if action == "create_exchange" else "return"
    if not fault:
        return (sound,)
    return ("quality", sound) if sound_too else ("quality",)


def _window_words(action: str, case: Case, window: Term, kind: WindowKind) -> str:
    name = "换货" if action == "create_exchange" else "退货"
    what = f"质量问题{name}" if kind == "quality" else ("换货" if action == "create_exchange" else "无理由退货")
    assert window.start is not None
    assert window.last_day is not None
    start, last = (day_text(day, case.today) for day in (window.start, window.last_day))
    end = "今天还在期限内" if case.today <= window.last_day else "现在已经超过期限"
    return f"{start}{EVENT_WORDS[window.day_from]}，{what}期限{window.days}天，最后一天是{last}，{end}。"


def _all_refused(action: str, case: Case, verdicts: list[_ItemVerdict]) -> Eligibility:
    reasons = tuple(dict.fromkeys(v.reason for v in verdicts))
    days = [v.last_day for v in verdicts if v.last_day]
    instead = "可以发照片或视频给客服核实。" if case.reason in SHOPS_FAULT else _instead(action, case, verdicts)
    return refused(action, *reasons, alternative=instead, last_day=max(days) if days else None)


def _instead(action: str, case: Case, verdicts: list[_ItemVerdict]) -> str:
    fault_days = [t.last_day for v in verdicts if (t := term("quality", case, v.item)) and t.last_day]
    if fault_days and max(fault_days) >= case.today:
        last = day_text(max(fault_days), case.today)
        return f"如果商品有质量问题，{last}之前（含当天）可以带照片申请售后。"
    return "如果商品有质量问题，可以发照片给客服核实。"


def _granted(action: str, case: Case, verdicts: list[_ItemVerdict], allowed: list[_ItemVerdict]) -> Eligibility:
    fault = case.reason in SHOPS_FAULT
    items = [v.item for v in allowed]
    partial = len(items) < len(case.order.items)
    reasons = list(dict.fromkeys(v.reason for v in allowed))
    reasons += [f"{v.item.name}不在内：{v.reason}" for v in verdicts if not v.allowed]
    shop_pays = fault or case.rules.return_freight == "shop"
    reasons.append("寄回的运费由店铺承担。" if shop_pays else "不是质量问题的话，寄回的运费由您承担。")
    amount = None if action == "create_exchange" else share(case, items, with_freight=fault)
    # 拆封后不退: who is told that there is time left hears what it depends on as well.
    reasons += [] if fault else dict.fromkeys(check for v in allowed for check in v.to_check)
    conditions = tuple(dict.fromkeys(check for v in allowed for check in v.to_check))
    return Eligibility(
        action=action,
        allowed=True,
        reasons=tuple(reasons),
        last_day=min(v.last_day for v in allowed if v.last_day),
        amount=amount,
        high_value=is_high_value(amount or 0, case.rules),
        to_check=(*conditions, "核实质量问题的照片或视频。") if fault else conditions,
        items=tuple(item.name for item in items) if partial else (),
    )
