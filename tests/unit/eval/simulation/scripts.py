"""A scripted customer and conversations for it."""

from typing import Any

from domain.intents import Outcome
from eval.attempt import Exchange
from eval.samples import Sample
from tests.unit.eval.doubles import attempt

ORDER = {"asked_by": ["订单号", "哪一单"], "say": "TL2026111801"}
SKU = {"asked_by": ["单"], "say": "紫砂壶那个"}


def script(**fields: Any) -> Sample:
    """A customer who wants to return a pot."""
    return Sample.model_validate(
        {
            "id": "s",
            "customer": None,
            "turns": ["想退货"],
            "simulate": {"goal": "退掉那个壶", "facts": [ORDER, SKU], **fields},
            "expect": {"outcome": ["approval"]},
        }
    )


def said(*pairs: tuple[str, str], outcome: Outcome = Outcome.CLARIFY) -> list[Exchange]:
    """Messages and replies so far."""
    return [Exchange(text=asked, result=attempt(reply, outcome).result) for asked, reply in pairs]
