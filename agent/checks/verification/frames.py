"""Courtesy carries no figure and no claim."""

import re
from collections.abc import Iterator

from agent.checks.quantities import quantities
from agent.checks.verification.case import Case, bare
from domain.intents import Outcome
from domain.reply import Failure

_CLAIM = re.compile(
    r"(?<!不)(?:支持|免费|包邮|有货|缺货|无货|可退|能退|可换|终身|保修|质保)|不支持|不能退|不可退|不包邮|"
    r"没货|已发货|已签收|已退款|已到账"
    r"|退款成功|全额退|由(?:我们|商家|卖家)承担|由(?:您|买家)承担"
)
_OPEN = re.compile(
    r"[?？吗呢么]|是否|能否|可否|没有?(?:查到|找到|说明|写明|提到|明确)|无法确认|不确定|不能确认|核实|"
    r"确认一下|关于|比如|例如|想(?:问|了解)|哪"
)


_PARTS = re.compile(r"[：·\n]")


def check_frames(case: Case) -> Iterator[Failure]:
    """Numbers and statements of fact in sentences that say they have none."""
    own_words = bare(case.customers_words + "".join(case.given) + "".join(_shop_words(case)))
    known = [*quantities("\n".join([case.customers_words, *case.given, *_shop_words(case)]))]
    echoes = case.draft.outcome in (Outcome.CLARIFY, Outcome.ABSTAIN, Outcome.HANDOFF, Outcome.APPROVAL)
    for index, sentence in enumerate(case.draft.sentences):
        if not sentence.frame or case.is_given(sentence.text):
            continue
        unknown = [q for q in quantities(sentence.text) if not echoes or not any(q.same_as(other) for other in known)]
        if any(bare(sentence.text[q.start : q.end]) not in own_words or not echoes for q in unknown):
            yield Failure(check="frame", sentence=index, message="套话里不能有数字。")
        said = _besides(sentence.text, own_words) if echoes else sentence.text
        if _CLAIM.search(said) and not _OPEN.search(sentence.text):
            yield Failure(check="frame", sentence=index, message="套话里不能有事实陈述。")


def _besides(text: str, own_words: str) -> str:
    """The text less the headings that it offers as topics: 质保与退换：七天无理由 names a place, and claims nothing."""
    parts = _PARTS.split(text)
    return "".join(part for part in parts if bare(part) not in own_words) if len(parts) > 1 else text


def _shop_words(case: Case) -> Iterator[str]:
    """What code may say of the shop without evidence: when people are there, and questions its documents answer."""
    hours = case.request.shop.working_hours
    yield f"{hours.start:%H:%M} {hours.end:%H:%M} {hours.start.hour}点 {hours.end.hour}点"
    for passage in case.request.passages:
        yield from (passage.question or "", passage.section, passage.title, *passage.products)
