"""Asks the chat model for a verdict and trusts nothing that it can't read."""

import hashlib
import secrets
from collections.abc import Sequence
from typing import Literal

from pydantic import ValidationError

from domain.chat_model import AnswerSchema, ChatMessage, ChatModel
from domain.errors import ModelFailedError
from domain.model import Frozen
from eval.attempt import Attempt
from eval.evidence import texts_of_last
from eval.judging.rubric import Rubric
from eval.samples import Sample
from eval.score import Score
from prompts.library import load_prompt

MAX_TOKENS = 400
SECONDS = 60.0
EVIDENCE_CHARACTERS = 4000


class Ruling(Frozen):
    """What the model answers."""

    verdict: Literal["pass", "fail", "unsure"]
    reason: str
    quote: str


SCHEMA = AnswerSchema(
    name="ruling",
    json_schema={
        "type": "object",
        "properties": {
            "verdict": {"type": "string", "enum": ["pass", "fail", "unsure"]},
            "reason": {"type": "string"},
            "quote": {"type": "string"},
        },
        "required": ["verdict", "reason", "quote"],
        "additionalProperties": False,
    },
)


class Judge:
    """One rubric, one model."""

    def __init__(self, model: ChatModel, rubric: Rubric, model_name: str = "model") -> None:
        """Nothing is asked yet."""
        self._model, self.rubric, self._name, self._prompt = model, rubric, model_name, load_prompt("judging")

    @property
    def identity(self) -> str:
        """Model, prompt and rubric: what a calibration holds for."""
        content = hashlib.sha256(self.rubric.model_dump_json().encode()).hexdigest()[:12]
        return f"{self._name} {self._prompt.label} {self.rubric.name}#{content}"

    async def __call__(self, sample: Sample, attempt: Attempt) -> Score | None:
        """None where the rubric isn't about this outcome."""
        if attempt.result.outcome not in self.rubric.outcomes:
            return None
        turns = [e.text for e in attempt.exchanges] or list(sample.turns)
        return await self.score(turns, attempt.result.reply.text, texts_of_last(attempt))

    async def score(self, turns: Sequence[str], reply: str, evidence: Sequence[str] = ()) -> Score:
        """Unscored (None) where the model is down, unreadable, unsure, or quotes what the reply doesn't say."""
        try:
            ruling = await self._ask(turns, reply, evidence)
        except ModelFailedError as error:
            return Score(scorer="judge", passed=None, explanation=str(error))
        except ValidationError:
            return Score(scorer="judge", passed=None, explanation="the judge's answer can't be read")
        if ruling.verdict == "unsure":
            return Score(scorer="judge", passed=None, explanation=f"the judge is unsure: {ruling.reason}")
        if "".join(ruling.quote.split()) not in "".join(reply.split()):
            return Score(scorer="judge", passed=None, explanation="the judge quotes what the reply doesn't say")
        passed = ruling.verdict == "pass"
        return Score(scorer="judge", passed=passed, explanation="" if passed else ruling.reason)

    async def _ask(self, turns: Sequence[str], reply: str, evidence: Sequence[str]) -> Ruling:
        values = {
            "boundary": secrets.token_hex(8),
            "rubric": "\n".join(f"{number}. {line}" for number, line in enumerate(self.rubric.criteria, 1)),
            "conversation": "\n".join(f"顾客：{turn}" for turn in turns),
            "evidence": "\n".join(evidence)[:EVIDENCE_CHARACTERS] or "（无）",
            "reply": reply,
        }
        system = ChatMessage(role="system", text=self._prompt.system)
        user = ChatMessage(role="user", text=self._prompt.render(values))
        answer = await self._model.complete((system, user), SCHEMA, MAX_TOKENS, SECONDS)
        return Ruling.model_validate_json(answer.text)
