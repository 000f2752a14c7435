"""A simulated customer whose words a chat model chooses; what it says is checked before it counts."""

import re
import secrets
from collections.abc import Sequence

from pydantic import ValidationError

from domain.chat_model import AnswerSchema, ChatMessage, ChatModel
from domain.errors import ModelFailedError
from domain.model import Frozen
from eval.attempt import Exchange
from eval.samples import Sample, Simulation
from eval.simulation.customer import SimulationFailedError, is_over
from prompts.library import load_prompt

MAX_TOKENS = 300
SECONDS = 60.0
_NUMBER = re.compile(r"\d{3,}")


class Line(Frozen):
    """What the model answers."""

    words: str
    used: tuple[int, ...]
    done: bool


SCHEMA = AnswerSchema(
    name="customer_line",
    json_schema={
        "type": "object",
        "properties": {
            "words": {"type": "string"},
            "used": {"type": "array", "items": {"type": "integer"}},
            "done": {"type": "boolean"},
        },
        "required": ["words", "used", "done"],
        "additionalProperties": False,
    },
)


class SpokenCustomer:
    """Chooses the words of every sample that simulates a customer."""

    def __init__(self, model: ChatModel) -> None:
        """Nothing is asked yet."""
        self._model, self._prompt = model, load_prompt("customer")

    async def __call__(self, sample: Sample, exchanges: Sequence[Exchange]) -> str | None:
        """None once the customer is content. Raises: SimulationFailedError: the model is down or makes things up."""
        script = sample.simulate
        if script is None or is_over(script, sample, exchanges):
            return None
        try:
            line = await self._ask(script, exchanges)
        except ModelFailedError as error:
            raise SimulationFailedError(str(error)) from None
        except ValidationError:
            raise SimulationFailedError("the simulated customer's words can't be read") from None
        if line.done:
            return None
        _check(line, script, sample)
        return line.words.strip()

    async def _ask(self, script: Simulation, exchanges: Sequence[Exchange]) -> Line:
        facts = [
            f"{n}. {fact.say}（客服问到这些才说：{'、'.join(fact.asked_by)}）" for n, fact in enumerate(script.facts, 1)
        ]
        talk = [line for e in exchanges for line in (f"顾客：{e.text}", f"客服：{e.result.reply.text}")]
        values = {
            "boundary": secrets.token_hex(8),
            "goal": script.goal,
            "facts": "\n".join(facts) or "（无）",
            "conversation": "\n".join(talk),
        }
        system = ChatMessage(role="system", text=self._prompt.system)
        user = ChatMessage(role="user", text=self._prompt.render(values))
        answer = await self._model.complete((system, user), SCHEMA, MAX_TOKENS, SECONDS)
        return Line.model_validate_json(answer.text)


def _check(line: Line, script: Simulation, sample: Sample) -> None:
    """A made-up number would make the agent fail for the simulator's fault."""
    if not line.words.strip():
        raise SimulationFailedError("the simulated customer said nothing")
    known = " ".join([script.goal, *sample.turns, *(fact.say for fact in script.facts)])
    invented = [number for number in _NUMBER.findall(line.words) if number not in known]
    if invented:
        raise SimulationFailedError("the simulated customer made up a number")
    if any(number < 1 or number > len(script.facts) for number in line.used):
        raise SimulationFailedError("the simulated customer names a fact that there isn't")
