"""What the bot says on its own account: no facts, no promises, nothing that needs evidence."""

from pydantic import JsonValue

from domain.intents import Language
from domain.shop import Shop, WorkingHours


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


def waiting_words(shop: Shop, language: Language) -> str:
    """A further message while the conversation waits for a person."""
    if language is Language.ENGLISH:
        return "I've added this to your case. A colleague will take over here."
    return f"{shop.salutation}，已经记录并同步给人工客服，请稍候，同事接手后会在这里回复您。"


def hours_words(hours: WorkingHours, open_now: bool, language: Language) -> str:
    """When a person will be there."""
    span = f"{hours.start:%H:%M}-{hours.end:%H:%M}"
    if language is Language.ENGLISH:
        return "" if open_now else f" Our team is online {span} (China time) and will get back to you then."
    return "" if open_now else f"人工客服在线时间为{span}，上线后会尽快联系您。"
