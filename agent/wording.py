"""What the bot says on its own account: no facts, no promises, nothing that needs evidence."""

from datetime import datetime

from pydantic import JsonValue

from agent.working_hours import is_open, next_opening
from domain.intents import Language
from domain.shop import Shop, WorkingHours

_NAMED_DAYS = 2


def holding_words(shop: Shop, language: Language) -> str:
    """While a drafted reply waits for a person."""
    if language is Language.ENGLISH:
        return "Thanks for your question. A colleague is checking the answer and will reply to you here shortly."
    return f"{shop.salutation}，您的问题已收到，正在请同事核实，核实后会在这里回复您。"


def rejection_words(salutation: str, reason: JsonValue = None) -> str:
    """After a person has declined what was asked for or drafted."""
    because = f"原因：{reason}。" if reason else ""
    return f"{salutation}，很抱歉，客服核实后这次的申请没有通过。{because}如有疑问可以继续在这里说明，或回复“转人工”。"


def overtaken_words(reasons: tuple[str, ...]) -> str:
    """When the rules no longer allow what was asked for."""
    return "很抱歉，订单状态有变化，这次申请无法办理。" + "；".join(reasons)


def expired_words(salutation: str) -> str:
    """When nobody decided in time."""
    return f"{salutation}，很抱歉让您久等了，您的申请还没有处理完，已经转给人工客服跟进。"


def waiting_words(shop: Shop, now: datetime, language: Language) -> str:
    """A further message while the conversation waits for a person."""
    when = hours_words(shop.working_hours, now, language)
    if language is Language.ENGLISH:
        return f"I've added this to your case. A colleague will take over here.{when}"
    return f"{shop.salutation}，已经记录并同步给人工客服，请稍候，同事接手后会在这里回复您。{when}"


def queue_words(shop: Shop, language: Language) -> str:
    """When nobody has taken the conversation up for a while."""
    if language is Language.ENGLISH:
        return "Your case is still in the queue. A colleague will take over as soon as one is free."
    return f"{shop.salutation}，您的问题还在排队，同事会按先后和紧急程度尽快接手，您可以继续在这里补充情况。"


def patience_words(shop: Shop) -> str:
    """When a reply takes longer than a customer likes to wait in silence."""
    return f"{shop.salutation}，正在为您查询，请稍等片刻。"


def hours_words(hours: WorkingHours, now: datetime, language: Language) -> str:
    """When a person will be there; empty while they are."""
    if is_open(hours, now):
        return ""
    opens = next_opening(hours, now)
    span = f"{hours.start:%H:%M}-{hours.end:%H:%M}"
    if language is Language.ENGLISH:
        when = f", next on {opens:%B} {opens.day} at {opens:%H:%M}" if opens else ""
        return f" Our team is online {span} (China time){when} and will get back to you then."
    when = f"，下次上线是{_day(opens, now)}{opens:%H:%M}" if opens else ""
    return f"人工客服在线时间为{span}{when}，上线后会尽快联系您。"


def _day(opens: datetime, now: datetime) -> str:
    ahead = (opens.date() - now.date()).days
    return ("今天", "明天", "后天")[ahead] if ahead <= _NAMED_DAYS else f"{opens.month}月{opens.day}日"
