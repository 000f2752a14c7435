"""When money comes back: the documents' own words for the way this order was paid, and the day where one follows."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from agent.reasoning.embedded.passages.splitting import split_passage
from agent.reasoning.embedded.passages.unit import Unit
from domain.clock import CHINA
from domain.evidence import Fact, Passage
from domain.reply import Computed, Sentence, Support

_TERM = re.compile(
    r"(?:(\d+)\s*[-~—–到至]\s*)?(\d+)\s*个?(工作日|天|小时|日)(?!\d)|[一二两三四五六七八九十]+个?(?:工作日|天|小时|日)|当天|当日|即时|实时|立即|秒到"
)
_AT_LATEST = re.compile(r"\s*(?:最[晚迟慢多长]|不超过|一般|通常|大约|预计|[约在])")
"""A term that goes on from the way of payment before it: 花呗原路退回，最晚1个工作日."""
_MONEY_BACK = re.compile("退款|到账|退回|原路|额度|返还|refund")
_OVER = re.compile("成功|已退款|已到账|已完成|关闭|拒绝|驳回|撤销")
_UNDER_WAY = re.compile("退款处理中|提交退款|已?打款中|银行处理")
_METHOD_END = re.compile("支付$|付款$|钱包$")
_CARDS = {
    "信用卡": ("银行卡",),
    "储蓄卡": ("借记卡", "银行卡"),
    "借记卡": ("储蓄卡", "银行卡"),
    "银行卡": ("储蓄卡", "借记卡", "信用卡"),
}
"""What documents may call a card: by what it is one of, or both kinds of it."""
_KINDS = re.compile("信用卡|储蓄卡|借记卡|银行卡|微信|支付宝|花呗|白条|云闪付")


def arrivals(facts: tuple[Fact, ...], passages: tuple[Passage, ...]) -> list[Sentence]:
    """For each refund that isn't over, what the documents say of its way of payment, if anything."""
    said: dict[str, Sentence] = {}
    for fact in facts:
        method = str(fact.data.get("pay_method") or "")
        if fact.tool != "get_refund" or not method or _OVER.search(str(fact.data.get("status"))):
            continue
        clauses = _clauses(method, passages)
        for unit, clause in clauses:
            support = Support(evidence_id=unit.passage.evidence_id, quote=unit.text)
            said.setdefault(clause, Sentence(text=f"{clause.rstrip('。；;')}。\n", supports=(support,)))
        if len(clauses) == 1 and (due := _due(fact, *clauses[0])) is not None:
            said.setdefault(due.text, due)
    return list(said.values())


def _clauses(method: str, passages: tuple[Passage, ...]) -> list[tuple[Unit, str]]:
    """The clause for this way of payment; for a bank card that may be of either kind, one for each kind."""
    for core in _names_of(method):
        if found := next(_clauses_of(core, passages), None):
            return [found]
    kinds = next((kinds for name, kinds in _CARDS.items() if name in method), ())
    each = (next(_clauses_of(kind, passages), None) for kind in kinds)
    return list({clause: (unit, clause) for unit, clause in filter(None, each)}.values())


def _names_of(method: str) -> list[str]:
    """The way of payment as the order has it, then its kind: documents say 信用卡 of 招商银行信用卡."""
    return list(dict.fromkeys((_METHOD_END.sub("", method), *_KINDS.findall(method))))


def _clauses_of(core: str, passages: tuple[Passage, ...]) -> Iterator[tuple[Unit, str]]:
    for passage in passages:
        for unit in split_passage(passage):
            if not passage.internal and core in unit.text and _MONEY_BACK.search(f"{unit.scope}\n{unit.text}"):
                parts = [unit.text] if unit.kind == "row" else re.split(r"(?<=[，,；;。])", unit.text)
                for part, following in zip(parts, (*parts[1:], ""), strict=True):
                    if core in part and _TERM.search(part):
                        yield unit, part.strip().rstrip("，,")
                    elif core in part and _AT_LATEST.match(following) and _TERM.search(following):
                        yield unit, f"{part}{following}".strip().rstrip("，,")


def _due(fact: Fact, unit: Unit, clause: str) -> Sentence | None:
    """The last day, once the refund is on its way; before that nobody knows the day it starts."""
    term, updated = _TERM.search(clause), fact.data.get("updated_at")
    if term is None or not term[2] or not isinstance(updated, str) or not _UNDER_WAY.search(fact.text):
        return None
    start = datetime.fromisoformat(updated).astimezone(CHINA)
    last = _after(start, int(term[2]), term[3])
    text = f"{last.month}月{last.day}日"
    supports = (
        Support(evidence_id=fact.evidence_id, quote=fact.lines[0]),
        Support(evidence_id=unit.passage.evidence_id, quote=unit.text),
    )
    # Not 04-08, which the check of computed values would read as a subtraction.
    how = f"退款进度更新于 {start.month}月{start.day}日 {start:%H:%M}，加 {term[2]} 个{term[3]}"
    computed = (Computed(text=text, how=how),)
    return Sentence(text=f"按退款的进度推算，最晚{text}到账，遇节假日顺延。\n", supports=supports, computed=computed)


def _after(start: datetime, number: int, unit: str) -> date:
    if unit == "小时":
        return (start + timedelta(hours=number)).date()
    day, left = start.date(), number
    while left:
        day += timedelta(days=1)
        # Weekends aren't working days; holidays are another matter, and said so.
        left -= unit != "工作日" or day.weekday() < 5
    return day
