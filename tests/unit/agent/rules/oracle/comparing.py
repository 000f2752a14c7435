"""The engine beside the oracle."""

from agent.rules import Eligibility, eligibility
from tests.unit.agent.rules.oracle.decisions import expected
from tests.unit.agent.rules.oracle.world import FAULTS, Expected, World


def decided(action: str, world: World) -> Eligibility:
    """What the engine says."""
    order, customer, products, rules, now, _, args, refunds = world
    return eligibility(action, order, customer, products, rules, now, args, refunds)


def differences(action: str, world: World, found: Eligibility) -> list[str]:
    """What the engine says otherwise than the oracle; empty when they agree."""
    wanted = expected(action, world)
    pairs = {
        "allowed": (found.allowed, wanted.allowed),
        "last_day": (found.last_day, wanted.last_day),
        "needs": (found.needs, wanted.needs),
    }
    if wanted.allowed:
        pairs |= {
            "amount": (found.amount, wanted.amount),
            "high_value": (found.high_value, wanted.high_value),
            "items": (found.items, wanted.items),
            "to_check": (len(found.to_check), wanted.conditions),
        }
    wrong = [f"{name}: {engine}, by hand {hand}" for name, (engine, hand) in pairs.items() if engine != hand]
    return wrong + _untold(action, world, found, wanted)


def _untold(action: str, world: World, found: Eligibility, wanted: Expected) -> list[str]:
    """What the customer has to be told and isn't."""
    told = "".join(found.reasons)
    wrong = [] if told else ["no reason"]
    if wanted.last_day:
        day = f"{wanted.last_day.month}月{wanted.last_day.day}日"
        wrong += [] if day in told or not wanted.allowed else [f"last day {day} not in {told}"]
    if wanted.allowed and action in ("create_return", "create_exchange"):
        shop_pays = world.kind in FAULTS or world.rules.return_freight == "shop"
        wrong += [] if ("运费由店铺承担" in told) == shop_pays else [f"freight: {told}"]
    return wrong
