"""The rule engine: the one interpreter of a shop's rules, called when an action is proposed, approved and executed."""

from agent.rules.eligibility import eligibility
from agent.rules.price_protection import PriceProtection, price_protection
from agent.rules.reasons import ReasonKind, reason_kind
from agent.rules.verdict import Eligibility

__all__ = ["Eligibility", "PriceProtection", "ReasonKind", "eligibility", "price_protection", "reason_kind"]
