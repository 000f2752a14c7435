"""A claim keeps the condition that its quote makes."""

import re
from collections.abc import Iterator

from agent.checks.folding import fold
from agent.checks.quantities import quantities
from agent.checks.verification.case import Case, bare
from domain.evidence import Passage
from domain.reply import Failure

_CONDITION = re.compile(
    r"仅限|只限|限于|仅(?=支持|适用|对|在|可)|除[^,。]{1,15}[以之]?外|除外|前提(?:是|下)|只有|必须|"
    r"须(?=在|持|保|凭|先|满)|如果|假如|若(?!干)"
    r"|如(?=已|未|有|是|因|需|超|在|选|遇|属|经|无)|的情况下|情形下|(?<![已还])未(?=拆|开封|开|使用|激活|"
    r"剪|洗|满|经|下水|安装)|没有?(?=拆|开封|使用|激活|剪|洗|穿|损)"
    r"|不影响二次销售|满(?=\d)|(?<!\d)\d+(?:元|件|kg|公斤)(?:以上|以下|及以上)|不适用|不包括|不含"
)
_COURTESY = re.compile(
    r"如有(?:任何)?(?:疑问|问题|疑虑|不便|需要|变动|调整|其他)|如需(?:帮助|了解|人工|更多)|如遇(?:问题|疑问)"
)
_STATE = re.compile(r"(?:未|没有?)[一-鿿]{1,4}?(?=的|且|和|或|及|、|情况|状态|$)")
"""未拆封 in 未拆封的商品: all that a reply has to keep of the clause."""
_LIMIT = re.compile(
    r"(?:签收|收到|收货|到货|付款|下单|购买|起飞|入住)?[之以]?[前后]?(?:的)?[\d一二三四五六七八九十百两半]+个?(?:工作日|小时|分钟|天|日|周|月|年)[之以]?[内前]"
)
"""A limit of time: as much a condition as 未拆封, where the reply says the rest of its clause."""
_SAID = 0.6
"""Share of the rest of a clause from which the reply has said it."""
_KEPT = 0.4
"""Share of the condition's character pairs that the reply must have; a paraphrase keeps its nouns."""


def check_conditions(case: Case) -> Iterator[Failure]:
    """Conditions in the quoted sentence that no sentence of the reply keeps."""
    reply = _pairs(bare(case.draft.text))
    for index, sentence in case.sentences():
        for support in sentence.supports:
            evidence = case.evidence.get(support.evidence_id)
            if not isinstance(evidence, Passage) or (
                bare(support.quote) in bare(sentence.text) and not _cuts_short(evidence, support.quote)
            ):
                continue
            for condition in _conditions(_whole_sentence(evidence, support.quote)):
                pairs = _pairs(bare(condition))
                if pairs and len(pairs & reply) < _KEPT * len(pairs):
                    yield Failure(check="condition", sentence=index, message="原文的适用条件没有说出来。")
                    return
            if _limit_left_out(support.quote, reply, case.draft.text):
                yield Failure(check="condition", sentence=index, message="原文的时间限制没有说出来。")
                return


def _cuts_short(evidence: Passage, quote: str) -> bool:
    return evidence.kind != "table_row" and bare(_whole_sentence(evidence, quote)) != bare(quote)


def _whole_sentence(evidence: Passage, quote: str) -> str:
    """The quote with the rest of its sentence; a table row's other columns are other statements."""
    text, start = evidence.text, evidence.text.find(quote)
    if evidence.kind == "table_row" or start < 0:
        return quote
    begin = max(text.rfind(mark, 0, start) for mark in "。！？\n") + 1
    stops = [place for mark in "。！？\n" if (place := text.find(mark, start + len(quote) - 1)) >= 0]
    return text[begin : min(stops, default=len(text))]


def _conditions(text: str) -> list[str]:
    found: list[str] = []
    for clause in re.split(r"[,。!?;\n]", fold(text).text):
        if match := _CONDITION.search(_COURTESY.sub("", clause)):
            state = _STATE.search(clause)
            found.append(state[0] if state and match[0][0] in "未没" else clause)
    return found


def _limit_left_out(quote: str, reply: set[str], text: str) -> bool:
    told = quantities(text)
    for clause in re.split(r"[,。!?;\n]", fold(quote).text):
        if limit := _LIMIT.search(clause):
            rest = _pairs(bare(clause.replace(limit[0], "")))
            kept = any(one.same_as(other) for one in quantities(limit[0]) for other in told)
            if rest and not kept and len(rest & reply) >= _SAID * len(rest):
                return True
    return False


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}
