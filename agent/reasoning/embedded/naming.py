"""What a message names, and what it asks in full."""

from typing import NamedTuple

from agent.reasoning.entities import asked_before, extract_entities, standalone_question
from agent.reasoning.entities.found import first_of_each, fold
from agent.reasoning.entities.products import find_products, with_goods_as
from domain.analysis import Entities
from domain.reasoner import AnalysisRequest

ANYTHING = "东西"
"""Stands for goods where only what is wanted of them matters."""


class Named(NamedTuple):
    """What a message names, and its question in full, as what is wanted, and without the goods."""

    entities: Entities
    question: str
    matter: str
    general: str


def named_in(request: AnalysisRequest) -> Named:
    """Read from the customer's words and the conversation, without a model."""
    text, history, vocabulary = request.text, request.history, request.vocabulary
    entities = extract_entities(text, history, vocabulary, request.now)
    question = standalone_question(text, history, entities, vocabulary) or text
    if question != text:
        entities = _as_completed(entities, question, vocabulary)
    # What is wanted shows in the completed question (那大号的呢); how it is said, in the words themselves.
    matter = asked_before(text, history, entities, vocabulary) or question
    return Named(entities, question, matter, with_goods_as(matter, vocabulary, ANYTHING))


def _as_completed(entities: Entities, question: str, vocabulary: frozenset[str]) -> Entities:
    """With the goods of the completed question, where those that the conversation gave are others: 远山110, 那116呢."""
    named = first_of_each(find_products(fold(question), vocabulary))
    if not named or set(named) & set(entities.products):
        return entities
    return entities.model_copy(update={"products": named})
