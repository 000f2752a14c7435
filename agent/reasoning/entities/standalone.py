"""The question a turn asks, understandable without the conversation.

A complete question is never altered. An elliptical one is completed from the last complete question the customer
asked: its topic stays, the part that the turn replaces is replaced.
"""

import re
from collections.abc import Sequence

from agent.reasoning.entities.ellipsis import answers_shop, complete, named_before, needs_completion
from agent.reasoning.entities.found import fold
from agent.reasoning.entities.products import find_products
from domain.analysis import Entities, Line
from domain.intents import Speaker

_LOOK_BACK = 6
"""Customer turns; further back, another matter is likely."""
_NO_QUESTION = re.compile(
    r"^(?:在吗?|在不在|你好|您好|hi|hello|hey|嗨|哈喽|谢谢.*|好的.*|好吧|嗯+|哦+|"
    r"ok|行|知道了|明白了?|收到|亲+|thanks?.*|thank you.*)"
    r"[\s，。！？,.!?~～]*$",
    re.IGNORECASE,
)


def standalone_question(text: str, history: Sequence[Line], entities: Entities, vocabulary: frozenset[str]) -> str:
    """The turn itself when it is complete, else completed from the conversation.

    Args:
        text: the turn.
        history: earlier messages, oldest first.
        entities: of this turn, with what the conversation already gave.
        vocabulary: terms of the shop's documents and names of its goods.
    """
    if not history or _NO_QUESTION.match(text.strip()):
        return text
    own_products = [item.value for item in find_products(fold(text), vocabulary)]
    answering = answers_shop(text, own_products, entities.address, history)
    if not answering and (thing := named_before(text, history, vocabulary, own_products)):
        return f"{thing}{text}"
    if not answering and not needs_completion(text, own_products):
        return text
    earlier = _last_questions(history, vocabulary)
    if not earlier:
        return text
    if answering:
        return f"{earlier[0].strip().rstrip('？?。.！! ')}，{text}"
    topic = next((item.value for q in earlier for item in find_products(fold(q), vocabulary)), None)
    return complete(text, earlier[0], topic or next(iter(entities.products), None), own_products, vocabulary)


def asked_before(text: str, history: Sequence[Line], entities: Entities, vocabulary: frozenset[str]) -> str | None:
    """The customer's earlier question, where the turn only says which thing it was about (那盏灯, 尾号0902)."""
    if not history:
        return None
    own_products = [item.value for item in find_products(fold(text), vocabulary)]
    if not answers_shop(text, own_products, entities.address, history):
        return None
    return next(iter(_last_questions(history, vocabulary)), None)


def _last_questions(history: Sequence[Line], vocabulary: frozenset[str]) -> list[str]:
    """The customer's questions, latest first, each already completed by those before it."""
    said = [line.text for line in history if line.speaker is Speaker.CUSTOMER and not _NO_QUESTION.match(line.text)]
    completed: list[str] = []
    for text in said[-_LOOK_BACK:]:
        own = [item.value for item in find_products(fold(text), vocabulary)]
        if completed and needs_completion(text, own):
            topic = next((i.value for q in reversed(completed) for i in find_products(fold(q), vocabulary)), None)
            text = complete(text, completed[-1], topic, own, vocabulary)
        completed.append(text)
    return completed[::-1]
