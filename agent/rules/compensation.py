"""May a coupon be given as compensation?"""

from collections.abc import Mapping

from agent.rules.case import amount_argument
from agent.rules.verdict import Eligibility, approver, is_high_value, refused
from domain.money import yuan_text
from domain.rules import Rules

ACTION = "issue_coupon"


def may_compensate(rules: Rules, args: Mapping[str, object]) -> Eligibility:
    """By the shop's caps alone; whether it is deserved is a person's to say."""
    amount = amount_argument(args) or 0
    if amount <= 0:
        return refused(ACTION, "补偿券的金额要大于零。")
    needs = approver(amount, rules.compensation_caps)
    if needs == "nobody":
        return refused(ACTION, "这个补偿金额超过了店铺可以处理的上限。", alternative="可以由专人跟进您的情况。")
    return Eligibility(
        action=ACTION,
        allowed=True,
        needs=needs,
        reasons=(f"补偿券{yuan_text(amount)}元，需要客服审核。",),
        amount=amount,
        high_value=is_high_value(amount, rules),
        to_check=("核实补偿的原因。",),
    )
