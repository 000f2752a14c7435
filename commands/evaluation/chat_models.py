"""The chat model of this installation, for the parts of an evaluation that need one."""

from backends.settings import Settings
from commands.evaluation.options import EvalOptions
from domain.chat_model import ChatModel
from domain.errors import InvalidInputError
from eval.judging.certificate import require_calibrated
from eval.judging.judge import Judge
from eval.judging.rubric import read_rubric
from eval.simulation.customer import Talk
from eval.simulation.spoken import SpokenCustomer


def chat_model_of(settings: Settings) -> ChatModel:
    """Raises: InvalidInputError: none is set up."""
    if not settings.has_llm:
        raise InvalidInputError(
            "This needs a chat model: set KEFU_LLM_BASE_URL, KEFU_LLM_API_KEY and KEFU_LLM_MODEL (the agent's), or "
            "KEFU_EVAL_LLM_… (of the evaluation alone)."
        )
    # The client takes a second to import; runs without a chat model should not wait for it.
    from backends.chat.openai_compatible import OpenAICompatibleChat

    return OpenAICompatibleChat(settings.llm_model, settings.llm_base_url, settings.llm_api_key)


def examiner_of(settings: Settings) -> tuple[ChatModel, str]:
    """The chat model that judges and plays customers, and its name. Raises: InvalidInputError: none is set up."""
    own = (settings.eval_llm_base_url, settings.eval_llm_api_key, settings.eval_llm_model)
    if not any(own):
        return chat_model_of(settings), settings.llm_model
    from backends.chat.openai_compatible import OpenAICompatibleChat

    name = settings.eval_llm_model or settings.llm_model
    return OpenAICompatibleChat(name, settings.eval_llm_base_url, settings.eval_llm_api_key), name


def judge_of(settings: Settings, options: EvalOptions) -> Judge | None:
    """The judge that was asked for. Raises: InvalidInputError, ConfigurationError: it isn't calibrated."""
    if options.judge is None:
        return None
    rubric = read_rubric(options.judge)
    model, name = examiner_of(settings)
    judge = Judge(model, rubric, name)
    require_calibrated(options.judge, judge)
    return judge


def talk_of(settings: Settings, options: EvalOptions) -> Talk | None:
    """Who chooses simulated customers' words; None: code. Raises: InvalidInputError."""
    return SpokenCustomer(examiner_of(settings)[0]) if options.simulator == "chat-model" else None
