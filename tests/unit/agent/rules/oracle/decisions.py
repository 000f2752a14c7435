"""What is expected of each action."""

from datetime import date

from domain.rules import Caps
from tests.unit.agent.rules.oracle.windows import event, excluded_whole, exclusions, last_days, latest
from tests.unit.agent.rules.oracle.world import FAULTS, NO, REASONS, Expected, World, asked, china_day, part, unclaimed

# Short names of the addresses that the worlds are made of, by province.
PROVINCES = {"杭州": "浙江", "宁波": "浙江", "浙江": "浙江", "乌鲁木齐": "新疆", "新疆": "新疆", "深圳": "广东"}


def expected(action: str, world: World) -> Expected:
    """The decision by hand."""
    if action in ("create_return", "create_exchange"):
        return _send_back(action, world)
    if action == "create_refund":
        return _price_difference(world) if world.kind == "price" else _refund(world)
    if action == "issue_coupon":
        return _coupon(world)
    return {
        "cancel_order": _cancel,
        "change_address": _address,
        "expedite_shipment": _expedite,
        "issue_invoice": _invoice,
    }[action](world)


def _big(amount: int, world: World) -> bool:
    return amount > 0 and amount >= world.rules.high_value


def _may_approve(amount: int, caps: Caps) -> str:
    if amount > caps.admin:
        return "nobody"
    return "admin" if amount > caps.agent else "agent"


def _send_back(action: str, world: World) -> Expected:
    if world.order.status not in ("已签收", "已完成"):
        return NO
    fault, today = world.kind in FAULTS, china_day(world.now)
    granted, conditions, days = [], set(), list[date]()
    refused_days = list[date]()
    for item in asked(world):
        always, opened = exclusions(action, world, item)
        if always and not fault:
            continue
        sound = last_days("exchange" if action == "create_exchange" else "return", world, item)
        if not fault:
            last = latest(sound)
        elif always or opened:
            last = latest(last_days("quality", world, item))
        else:
            last = latest(last_days("quality", world, item) + sound)
        if last is None:
            continue
        if today > last:
            refused_days.append(last)
            continue
        granted.append(item)
        days.append(last)
        conditions |= set() if fault else {rule.reason for rule in opened}
    if not granted:
        return NO._replace(last_day=max(refused_days) if refused_days else None)
    amount = None if action == "create_exchange" else part(world, granted, freight=fault)
    partial = len(granted) < len(world.order.items)
    return Expected(
        allowed=True,
        last_day=min(days),
        amount=amount,
        needs="agent",
        high_value=_big(amount or 0, world),
        items=tuple(item.name for item in granted) if partial else (),
        conditions=len(conditions) + fault,
    )


def _refund(world: World) -> Expected:
    status, never_came = world.order.status, world.kind == "not_received"
    if status == "已发货":
        return _paid_back(world, None) if never_came else NO
    if status not in ("已签收", "已完成") or world.kind not in FAULTS:
        return NO
    # Goods that are there can come back first, where the shop says so; what never came can't.
    if world.kind in ("fault", "wrong") and excluded_whole("create_refund", world):
        return NO
    if never_came:
        return _paid_back(world, None)
    known = [last for item in asked(world) if (last := latest(last_days("quality", world, item)))]
    if not known:
        return NO
    last = min(known)
    return _paid_back(world, last) if china_day(world.now) <= last else NO._replace(last_day=last)


def _paid_back(world: World, last: date | None) -> Expected:
    wanted = world.args.get("amount")
    amount = part(world, asked(world) or list(world.order.items), freight=True) if wanted is None else wanted
    assert isinstance(amount, int)
    if not 0 < amount <= unclaimed(world):
        return NO._replace(last_day=last)
    return _within_caps(world, amount, last)


def _within_caps(world: World, amount: int, last: date | None) -> Expected:
    needs = _may_approve(amount, world.rules.refund_caps)
    return Expected(
        allowed=needs != "nobody",
        last_day=last,
        amount=amount,
        needs=needs,
        high_value=needs == "nobody" or _big(amount, world),
        conditions=1,
    )


def _price_difference(world: World) -> Expected:
    if world.order.status in ("待付款", "已取消", "退款中") or excluded_whole("create_refund", world):
        return NO
    lasts = [(item, latest(last_days("price_protection", world, item))) for item in asked(world)]
    known = [last for _, last in lasts if last is not None]
    if not known:
        return NO
    today, cheaper = china_day(world.now), 0
    now_costs = {p.sku: p.price for p in world.products if p.price > 0}
    for item, last in lasts:
        if last is not None and today <= last and item.sku in now_costs:
            cheaper += max(0, item.unit_price - now_costs[item.sku]) * item.qty
    had = [r for r in world.refunds if r.order_no == world.order.order_no and r.status not in ("已关闭", "已拒绝")]
    cheaper -= sum(r.amount for r in had if r.reason in REASONS["price"])
    difference = min(cheaper, unclaimed(world))
    wanted = world.args.get("amount")
    amount = difference if wanted is None else wanted
    assert isinstance(amount, int)
    if not 0 < amount <= difference:
        return NO._replace(last_day=max(known))
    return _within_caps(world, amount, max(known))


def _coupon(world: World) -> Expected:
    amount = world.args.get("amount")
    if not isinstance(amount, int) or amount <= 0:
        return NO
    needs = _may_approve(amount, world.rules.compensation_caps)
    if needs == "nobody":
        return NO
    return Expected(allowed=True, amount=amount, needs=needs, conditions=1, high_value=_big(amount, world))


def _cancel(world: World) -> Expected:
    if world.order.status not in world.rules.cancel_statuses or excluded_whole("cancel_order", world):
        return NO
    amount = unclaimed(world)
    return Expected(allowed=True, amount=amount, needs="agent", high_value=_big(amount, world))


def _address(world: World) -> Expected:
    rules, new = world.rules, world.args.get("address")
    if world.order.status not in rules.address_change_statuses or excluded_whole("change_address", world):
        return NO
    if not isinstance(new, str) or not new.strip() or any(word in new for word in rules.no_delivery):
        return NO
    if rules.address_change_same_province:
        before, after = _province(world.order.address), _province(new)
        if before is None or before != after:
            return NO
    return Expected(allowed=True, needs="agent")


def _province(address: str) -> str | None:
    return next((province for word, province in PROVINCES.items() if address.startswith(word)), None)


def _expedite(world: World) -> Expected:
    fine = world.order.status in world.rules.expedite_statuses and not excluded_whole("expedite_shipment", world)
    return Expected(allowed=True, needs="agent") if fine else NO


def _invoice(world: World) -> Expected:
    rules = world.rules
    if world.order.status not in rules.invoice_statuses or excluded_whole("issue_invoice", world):
        return NO
    if rules.invoice_window is None:
        return Expected(allowed=True, needs="agent")
    at = event(world, rules.invoice_window.day_from)
    if at is None:
        return Expected(allowed=True, needs="agent")
    last = date.fromordinal(china_day(at).toordinal() + rules.invoice_window.days)
    return (
        Expected(allowed=True, last_day=last, needs="agent") if china_day(world.now) <= last else Expected(False, last)
    )
