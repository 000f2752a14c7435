"""The LLM reasoner: prompts out, validated readings and drafts back."""

from typing import Literal

from agent.reasoning.llm.answers import AnalysisAnswer, AnswerT, CompositionAnswer, read_answer, schema_of
from agent.reasoning.llm.drafting import draft_of
from agent.reasoning.llm.material import Count, Veil, evidence_for, evidence_text, history_text, new_boundary
from agent.reasoning.triage.risk_table import RISK_TABLE
from domain.analysis import Analysis, IntentScore
from domain.chat_model import ChatMessage, ChatModel
from domain.errors import ModelFailedError
from domain.intents import Language
from domain.reasoner import AnalysisRequest, CompositionRequest
from domain.reply import Draft
from prompts.library import Prompt, load_prompt

ANALYSIS_SECONDS = 3.0
COMPOSITION_SECONDS = 5.0
"""Together the eight seconds that a turn may spend on a model."""
ANALYSIS_TOKENS = 500
COMPOSITION_TOKENS = 1200

_LANGUAGES = {Language.CHINESE: "简体中文", Language.ENGLISH: "English (quotes stay in the evidence's language)"}


class LlmReasoner:
    """Reads and writes with a chat model. Whatever is wrong with an answer is a ModelFailedError."""

    def __init__(
        self,
        model: ChatModel,
        analysis_seconds: float = ANALYSIS_SECONDS,
        composition_seconds: float = COMPOSITION_SECONDS,
        count: Count = len,
    ) -> None:
        """Over one model.

        Args:
            model: What is asked.
            analysis_seconds: Budget of a call, retries included.
            composition_seconds: The same.
            count: Tokens of a text; without one a character counts as a token, which in Chinese is never far too few.
        """
        self._count = count
        self._model = model
        self._analysis_seconds = analysis_seconds
        self._composition_seconds = composition_seconds
        self._analysis = load_prompt("analysis")
        self._composition = load_prompt("composition")

    @property
    def name(self) -> Literal["llm"]:
        """Which reasoner this is."""
        return "llm"

    async def analyse(self, request: AnalysisRequest) -> Analysis:
        """The model's reading; it names no entities, those are read by rules. Raises: ModelFailedError."""
        veil = Veil()
        values = {
            "risks": "\n".join(f"- {rule.topic}：{rule.definition}" for rule in RISK_TABLE.values()),
            "boundary": new_boundary(),
            "history": history_text(request.history, veil),
            "message": veil.hide(request.text),
        }
        answer, _ = await self._ask(self._analysis, values, AnalysisAnswer, ANALYSIS_TOKENS, self._analysis_seconds)
        return Analysis(
            intents=tuple(IntentScore(name=guess.name, confidence=guess.confidence) for guess in answer.intents),
            sentiment=answer.sentiment,
            urgency=answer.urgency,
            risk_topic=answer.risk_topic,
            risk_confidence=1.0 if answer.risk_topic else 0.0,
            question=veil.lift(answer.question).strip(),
            request=answer.request,
            follow_up=answer.follow_up,
            price_sensitive=answer.price_sensitive,
            injection=answer.injection,
        )

    async def compose(self, request: CompositionRequest) -> Draft:
        """A draft over passages and facts; changes and choices are worded by code. Raises: ModelFailedError."""
        evidence = evidence_for(request, self._count)
        if not evidence:
            raise ModelFailedError("There is nothing that the chat model could answer from.")
        veil = Veil()
        values = {
            "boundary": new_boundary(),
            "evidence": evidence_text(evidence, veil),
            "history": history_text(request.history, veil),
            "message": veil.hide(request.text),
            "question": veil.hide(request.analysis.question or request.text),
            "now": request.now.strftime("%Y-%m-%d %H:%M"),
            "language": _LANGUAGES[request.analysis.language],
            "refusals": "；".join(failure.message for failure in request.failures) or "无",
        }
        answer, tokens = await self._ask(
            self._composition, values, CompositionAnswer, COMPOSITION_TOKENS, self._composition_seconds
        )
        draft = draft_of(answer, request, evidence, veil)
        return draft.model_copy(update={"reasoner": self.name, "prompt": self._composition.label, "tokens": tokens})

    async def _ask(
        self, prompt: Prompt, values: dict[str, str], shape: type[AnswerT], max_tokens: int, seconds: float
    ) -> tuple[AnswerT, int]:
        messages = (
            ChatMessage(role="system", text=prompt.system),
            ChatMessage(role="user", text=prompt.render(values)),
        )
        answer = await self._model.complete(messages, schema_of(shape), max_tokens, seconds)
        return read_answer(answer.text, shape), answer.tokens
