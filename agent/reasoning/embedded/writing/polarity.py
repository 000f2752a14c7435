"""Yes or no first, where the evidence says it without doubt."""

import re

from agent.reasoning.embedded.picking.question import Question
from agent.reasoning.embedded.words.matching import coverage, fold

_NEGATIVE = re.compile(
    r"不(?:支持|能|可以|可|得|接受|予|提供|参与|参加|享受|适用|建议|包邮|承担|含|属于|需要|用|"
    r"必|会)|无法|禁止|严禁|请勿|切勿|勿|不要|没有|没法|不(?:做|行|发|送|退|换|收|办|限)|无需|"
    r"免(?!费)|暂无|暂未|未开通"
)
_POSITIVE = re.compile(
    r"(?<!不)(?<!否)(?:可以|支持|均可|都可|可(?=[^能是靠怕爱])|能够|能(?=[^源量耗效])|提供|接受|包邮|免费|允许|享受)"
)
_FORBIDS = re.compile(
    r"不(?:支持|能|可以|可|得|接受|予|提供|参与|参加|享受|适用)|无法|禁止|严禁|请勿|切勿|勿|"
    r"不要|不(?:做|行|发|送|退|换|收|办)"
)
_CONDITIONAL = re.compile(r"如果|若|如需|除|仅|只|但|不过|否则|的话|须|必须|以内|内|前提|满足|未|没有")
_ASKS_PERMISSION = re.compile(
    r"能|可以|可否|支持|行不行|行吗|可不可以|接受|允许|\bcan\b|\bmay\b|allowed", re.IGNORECASE
)
_STARTS = re.compile(
    r"^(?:可以|不可以|不能|能|支持|不支持|是的|不是|有的|没有|会|不会|需要|不需要|无需|不用|"
    r"不行|行|暂不|都可以|均可|当然)"
)


def verdict(question: Question, text: str) -> str | None:
    """The yes or no that the evidence sentence gives, in Chinese, or None when it isn't certain.

    Certain means: permission is asked for, exactly one polarity occurs in the clause that speaks of it, and nothing in
    the question (a 不 or 没 of its own) turns it round.
    """
    if not question.polar or not _ASKS_PERMISSION.search(question.text) or _STARTS.match(text):
        return None
    stripped = re.sub(r"能不能|可不可以|行不行|是不是|会不会|有没有|支不支持", "", question.text)
    if re.search(r"不(?![？?]?\s*$)|没", stripped):
        return None
    clause = _clause(question, text)
    forbids, allows = bool(_FORBIDS.search(clause)), bool(_POSITIVE.search(_FORBIDS.sub("", clause)))
    if forbids and not allows and not _CONDITIONAL.search(text):
        return "不支持" if "支持" in question.text else "不可以"
    if allows and not forbids and not _NEGATIVE.search(text) and not _CONDITIONAL.search(text):
        return "支持的" if "支持" in question.text else "可以的"
    return None


def _clause(question: Question, text: str) -> str:
    """The clause that covers most of the question; polarity elsewhere in the sentence is about something else."""
    clauses = re.split(r"[，,；;：:]", text)
    return max(clauses, key=lambda c: sum(coverage(term, fold(c)) * term.weight for term in question.terms))
