"""Promises in what the shop writes: a deed of the shop's, by a time, to this customer."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple

from agent.checks.folding import fold
from agent.promises.deadlines import deadline_in
from domain.promises import PromiseSubject

_SENTENCE = re.compile(r"[^。！!？?\n]+[。！!？?]?")
_CLAUSE = re.compile(r"[^，,；;、。！!？?\n]+")

_DEEDS: tuple[tuple[PromiseSubject, re.Pattern[str]], ...] = (
    ("resend", re.compile(
            r"补发|补寄|重发|重寄|重新(?:给\S{0,2})?(?:发|寄)|补(?!\S{0,3}(?:券|差价|票))[一二两三\d]?\S{0,3}给(?:您|你)"
            r"|re-?send|replacement",
            re.IGNORECASE,
        )),
    ("exchange", re.compile(r"换新|换货|更换|(?:换|寄|发)(?:一|1)?[个件台双条只套把]?新")),
    (
        "compensation",
        re.compile(r"赔[付偿您你]|补偿|补(?:您|你|上|还)?差价|(?:发|送|补)\S{0,6}(?:券|红包|积分)|返现|返还差价"),
    ),
    ("refund", re.compile(r"退款|退[还回给您你]|退到|退\d|到账|[打返]款|退[完好]|转给(?:您|你)|refund", re.IGNORECASE)),
    ("invoice", re.compile(r"开\S{0,3}票|发票|invoice", re.IGNORECASE)),
    ("repair", re.compile(r"修好|维修|上门|安装")),
    (
        "shipment",
        re.compile(
            r"发货|发出|寄出|出库|送达|送到|派送|配送|到货|揽收|发走|寄走|安排发|[送寄]过去|(?:给|为|帮)(?:您|你)(?:发|寄|送)|\bship\b|dispatch|deliver",
            re.IGNORECASE,
        ),
    ),
    (
        "answer",
        re.compile(
            r"回复|答复|回(?:个)?电|回访|回(?:您|你|信)|联系(?:您|你|上)|(?:致|打)电|打电话|告(?:知|诉)|反馈|通知(?:您|你)|给\S{0,4}"
            r"(?:结果|说法|消息|准信|答案)|来电|同步(?:给)?(?:您|你)|"
            r"(?:get back to|reply to|contact|call|e-?mail|inform|update) you",
            re.IGNORECASE,
        ),
    ),
    ("handling", re.compile(r"处理(?!时)|解决|搞定|办(?:好|理|妥|完)|核实|查(?:清|明|好|到)|跟进|落实|安排|完成|弄好")),
)  # fmt: skip
_SOON = re.compile(r"稍后|稍候|尽快|尽早|马上|立刻|立即|一会儿?|待会儿?|第一时间|随后|晚点")
_OURS = re.compile(
    r"我们|咱们|\bwe\b|\bwill\b|\bi'll\b|我(?!的)|本店|小店|店里|这边|同事|客服|仓库|专员|师傅|(?:给|为|帮|替)(?:您|你|亲)|会(?:给|为|帮|在|于)?"
)
_THEIRS = re.compile(
    r"(?:请|麻烦|烦请|劳烦|辛苦|需要|方便)(?:您|你|亲)?(?!放心|稍|留意|注意|耐心|等)"
    r"|(?:您|你|亲)(?:这边|那边|自己)?(?:可以?|需要?|要|得|应|只需|只要|先|自行|在|于|如需|若)"
    r"|(?:可以?|支持|能够?|需要?|要)(?:在|于)?[^，。]{0,10}(?:申请|提出|退货|换货|退换|联系我们|寄回)|申请(?!好|了|到)|(?<!好)寄回(?!给?(?:您|你))|拒收|提出"
    r"|please|you (?:can|may|need|must|should|have)",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"不能|不会|不可|不保证|不敢|不一定|不确定|不承诺|不便|没法|没办法|没有办法|无法|未必|难以|不用|不再|不(?=\S{0,2}(?:退|赔|补|发|换))|没(?=\S{0,3}(?:到|发|回))|can'?t|cannot|won'?t|\bnot\b",
    re.IGNORECASE,
)
_GENERAL = re.compile(
    r"一般|通常|正常(?:情况)?|平均|大概率|有时|往往|按规定|规则|政策|都是|以\S{1,12}为准|当[天日]\S{1,6}当[天日]"
    r"|每\S{0,4}[天周月年次]|建议|usually|normally|typically|generally",
    re.IGNORECASE,
)
_IF = re.compile(r"如果|如若|要是|若(?!干)|假如|万一|的话|除非|一旦|\bif\b|\bunless\b|\bonce\b", re.IGNORECASE)
_AFTER_EVENT = re.compile(
    r"(?:付款|下单|签收|收到|收货|审核|通过|验收|入库|到仓|寄回|退回|检测|确认|拍下|支付|完成|收件|质检|发货|到货)\S{0,4}"
    r"(?:之后|以后|后|起)(?=\S{0,4}(?:\d|[一二两三四五六七八九十半]|当天|次日|隔天))"
)
_DONE = re.compile(r"(?:已经?|刚刚?|刚才|方才)[^会将]{0,8}$")
_ASKS = re.compile(r"[？?]|[吗么嘛呢](?:[。！!？?]|$)|是不是|能不能|可不可以|行不行|好不好")


class Spoken(NamedTuple):
    """A promise as somebody wrote it."""

    subject: PromiseSubject
    text: str
    """The sentence."""
    due_at: datetime


def promises_in(text: str, now: datetime, soon: timedelta = timedelta(hours=24)) -> list[Spoken]:
    """The promises of a text that the shop sends; one for each subject and time.

    Left out: questions, refusals, what the customer is to do, conditions (如果…), what holds in general (一般) and
    what counts from an event that is still to come (审核通过后三天): those name no time yet.

    Args:
        text: As it is sent.
        now: On the shop's clock.
        soon: How long 尽快 is for an answer; other deeds need a time of their own.
    """
    found: dict[tuple[PromiseSubject, datetime], Spoken] = {}
    for sentence in _SENTENCE.findall(fold(text).text):
        if _ASKS.search(sentence) or _IF.search(sentence):
            continue
        for subject, due in _in_sentence(sentence, now, soon):
            found.setdefault((subject, due), Spoken(subject, sentence.strip(), due))
    return list(found.values())


def _in_sentence(sentence: str, now: datetime, soon: timedelta) -> Iterator[tuple[PromiseSubject, datetime]]:
    waiting: datetime | None = None
    for match in _CLAUSE.finditer(sentence):
        clause = match.group()
        if _GENERAL.search(clause) or _AFTER_EVENT.search(clause):
            waiting = None
            continue
        named = deadline_in(clause, now)
        subject, deed = _deed(clause)
        if subject is None or deed is None:
            # 明天下午，给您补发: the time stands in the clause before.
            waiting = named.at if named and not _THEIRS.search(clause) and not _NOT.search(clause) else None
            continue
        due = named.at if named else waiting
        if due is None and subject == "answer" and _SOON.search(clause):
            due = now + soon
        waiting = None
        if due is not None and _is_ours(clause, deed):
            yield subject, due


def _deed(clause: str) -> tuple[PromiseSubject | None, re.Match[str] | None]:
    for subject, pattern in _DEEDS:
        if match := pattern.search(clause):
            return subject, match
    return None, None


def _is_ours(clause: str, deed: re.Match[str]) -> bool:
    before = clause[: deed.start()]
    if _NOT.search(clause[: deed.end()]) or _DONE.search(before):
        return False
    theirs = _THEIRS.search(clause)
    return theirs is None or any(ours.start() >= theirs.end() for ours in _OURS.finditer(before))
