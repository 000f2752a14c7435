"""What a message names, and what it asks in full."""

from typing import NamedTuple

from agent.reasoning.entities import asked_before, extract_entities, standalone_question
from agent.reasoning.entities.products import with_goods_as
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
    # What is wanted shows in the completed question (那大号的呢); how it is said, in the words themselves.
    matter = asked_before(text, history, entities, vocabulary) or question
    return Named(entities, question, matter, with_goods_as(matter, vocabulary, ANYTHING))
