"""What the rule engine decided, in words; a proposal is never told as done."""

from agent.reasoning.embedded.writing.frames import frame
from domain.evidence import Fact
from domain.intents import Language
from domain.reasoner import ActionReport
from domain.reply import Sentence, Support


def reported(report: ActionReport, facts: tuple[Fact, ...], language: Language) -> list[Sentence]:
    """The decision with its reasons and, when refused, the way that is open."""
    supports = _supports(report, facts)
    sentences: list[Sentence] = []
    if report.allowed and report.proposal is not None:
        sentences.append(frame("proposed", language, line_end=True))
    elif not report.allowed:
        sentences.append(frame("refused", language, line_end=True))
    sentences += [Sentence(text=_ended(reason), supports=supports) for reason in report.reasons]
    if report.alternative:
        sentences.append(Sentence(text=_ended(report.alternative), supports=supports))
    return sentences


def _supports(report: ActionReport, facts: tuple[Fact, ...]) -> tuple[Support, ...]:
    resting_on = [fact for fact in facts if fact.evidence_id in report.evidence_ids]
    return tuple(Support(evidence_id=fact.evidence_id, quote=fact.text) for fact in resting_on if fact.lines)


def _ended(text: str) -> str:
    return f"{text if text.endswith(('。', '！', '？')) else text + '。'}\n"
