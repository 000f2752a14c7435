"""From the chat model's reply to a draft: quotes checked, outcome worked out, frames written by code."""

import re
from collections.abc import Sequence

from agent.reasoning.embedded.writing.abstaining import abstention
from agent.reasoning.embedded.writing.frames import salutation
from agent.reasoning.llm.answers import CompositionAnswer, WrittenSentence
from agent.reasoning.llm.material import Veil
from domain.errors import ModelFailedError
from domain.evidence import Evidence, Fact
from domain.intents import Language, Outcome
from domain.reasoner import CompositionRequest
from domain.reply import Draft, Sentence, Support

_ENDS = tuple("。！？；!?.;~～")
_QUESTION_MARKS = ("？", "?")
_ASKS = re.compile(
    r"请问|请您?(?:提供|告诉|说明|发)|哪|什么|多少|几|吗|呢[?？]|是否|还是|能否|方便|怎么|如何|什么时候"
    r"|\b(?:which|what|when|where|who|how|could|would|can|do|did|does|is|are|was|were|may|have)\b"
)
_GRANTS = re.compile(
    r"退款|赔偿|赔付|赔|补偿|免单|返现|红包|优惠券|批准|同意|答应|承诺|验证|密码|验证码|假货|指令|规则|提示"
)


def draft_of(answer: CompositionAnswer, request: CompositionRequest, evidence: Sequence[Evidence], veil: Veil) -> Draft:
    """The draft the model's reply amounts to.

    The model writes sentences of fact and at most one question back. Salutation and abstention are the words of code,
    so that a document that talks to the model finds no free text to speak through.

    Raises:
        ModelFailedError: A quote is not in its evidence, or the reply contradicts itself.
    """
    if answer.outcome == "abstain":
        return abstention(request, ()).model_copy(update={"missing": _missing(answer, request, veil)})
    opening = salutation(request.shop, request.analysis.language)
    if answer.outcome == "clarify":
        return Draft(
            outcome=Outcome.CLARIFY,
            sentences=(*opening, Sentence(text=_question(answer, request, veil), frame=True)),
            missing=tuple(veil.lift(point) for point in answer.missing),
            confidence=answer.confidence,
        )
    if not answer.sentences:
        raise ModelFailedError("The chat model announced an answer and gave none.")
    texts = {item.evidence_id: item.text for item in evidence}
    sentences = tuple(_sentence(written, texts, veil, request.analysis.language) for written in answer.sentences)
    used = {support.evidence_id for sentence in sentences for support in sentence.supports}
    from_tools = any(isinstance(item, Fact) and item.evidence_id in used for item in evidence)
    return Draft(
        outcome=Outcome.TOOL_ANSWER if from_tools else Outcome.ANSWER,
        sentences=(*opening, *sentences),
        missing=tuple(veil.lift(point) for point in answer.missing),
        confidence=answer.confidence,
    )


def _sentence(written: WrittenSentence, texts: dict[str, str], veil: Veil, language: Language) -> Sentence:
    supports = tuple(Support(evidence_id=s.evidence_id, quote=veil.lift(s.quote)) for s in written.supports)
    if any(support.quote not in texts.get(support.evidence_id, "") for support in supports):
        raise ModelFailedError("The chat model quoted what its evidence does not say.")
    text = veil.lift(written.text).strip()
    if not text.endswith(_ENDS):
        text += "。" if language is Language.CHINESE else "."
    return Sentence(text=text if language is Language.CHINESE else f"{text} ", supports=supports)


def _question(answer: CompositionAnswer, request: CompositionRequest, veil: Veil) -> str:
    question = veil.lift(answer.question).strip()
    if not question.endswith(_QUESTION_MARKS) or answer.sentences or not _ASKS.search(question.lower()):
        raise ModelFailedError("The chat model meant to ask back and did not ask one question.")
    # A question rests on no evidence, so it may speak of money and promises only where the customer did.
    said = "".join([*(line.text for line in request.history), request.text])
    if any(word not in said for word in _GRANTS.findall(question)):
        raise ModelFailedError("The chat model's question says what nobody asked.")
    return question


def _missing(answer: CompositionAnswer, request: CompositionRequest, veil: Veil) -> tuple[str, ...]:
    return tuple(veil.lift(point) for point in answer.missing) or (request.analysis.question or request.text,)
