"""What the rule engine says."""

from datetime import date
from typing import Literal

from domain.model import Frozen
from domain.rules import Caps, Rules

Needs = Literal["agent", "admin", "nobody"]

NO_EVENT_TIME = "系统里没有这笔订单的{event}时间，期限需要客服核对。"
ASK_AN_AGENT = "请联系客服核对订单情况。"


class Eligibility(Frozen):
    """Whether an action may be proposed, and for whom to decide."""

    action: str
    allowed: bool
    reasons: tuple[str, ...] = ()
    """For the customer, in Chinese, each a whole sentence."""
    last_day: date | None = None
    """Last day on which it may be asked for; of several goods, the earliest."""
    needs: Needs = "agent"
    """Who may approve it; ``nobody`` when it isn't allowed."""
    alternative: str = ""
    """What the customer can do instead, in Chinese."""
    amount: int | None = None
    """Fen that would move."""
    high_value: bool = False
    """The amount reaches the shop's threshold: people take the matter over."""
    to_check: tuple[str, ...] = ()
    """What the approving person has to find out first, in Chinese."""
    items: tuple[str, ...] = ()
    """Names of the goods it covers, where it covers a part of the order only."""


def refused(action: str, *reasons: str, alternative: str = "", last_day: date | None = None) -> Eligibility:
    """Not allowed, with why and what else."""
    return Eligibility(
        action=action, allowed=False, needs="nobody", reasons=reasons, alternative=alternative, last_day=last_day
    )


def approver(amount: int, caps: Caps) -> Needs:
    """Who may approve this many fen under these caps."""
    if amount <= caps.agent:
        return "agent"
    return "admin" if amount <= caps.admin else "nobody"


def is_high_value(amount: int, rules: Rules) -> bool:
    """Whether so many fen go to people at once; with a threshold of nought, any money does."""
    return 0 < amount >= rules.high_value
