"""Saying that the documents don't tell, with the closest real questions."""

import re

from agent.reasoning.embedded.picking.answerable import missing_terms
from agent.reasoning.embedded.picking.picking import Pick
from agent.reasoning.embedded.writing.frames import frame, salutation
from domain.evidence import Passage
from domain.intents import Outcome
from domain.reasoner import CompositionRequest
from domain.reply import Draft, Sentence

CLOSEST = 3
LONGEST = 30
"""Characters of a topic that is offered."""
WHOLE = 5
"""Characters from which a heading may stand without the one above it."""
_EXTENSION = re.compile(r"\.[A-Za-z]{2,4}$|[（(][^（）()]*\d[^（）()]*[)）]")
_LABEL = re.compile(r"^[#\s]*(?:第?[一二三四五六七八九十\d]+[章节条]?[、.．)）\s]\s*)?")


def abstention(request: CompositionRequest, picks: tuple[Pick, ...]) -> Draft:
    """A reply that confirms nothing: what can't be found, the closest topics, and a person."""
    language = request.analysis.language
    # A draft that was refused as a whole may owe it to a topic (评价有奖励吗？): the second one offers none.
    closest = [] if request.failures else _closest(request.passages)
    sentences = [*salutation(request.shop, language), frame("abstain", language, line_end=bool(closest))]
    if closest:
        sentences.append(frame("closest", language, line_end=True))
        sentences += [Sentence(text=f"· {topic}\n", frame=True) for topic in closest]
    sentences.append(frame("person", language))
    missing = tuple(dict.fromkeys(term for p in picks for term in missing_terms(p.question, p.scored)))
    confidence = max((p.confidence for p in picks), default=0.0)
    return Draft(
        outcome=Outcome.ABSTAIN,
        sentences=tuple(sentences),
        missing=missing or (request.analysis.question or request.text,),
        confidence=round(min(1.0, confidence), 3),
    )


def _closest(passages: tuple[Passage, ...]) -> list[str]:
    """FAQ questions and heading paths of the best passages; a topic with digits would read as a claim."""
    topics: list[str] = []
    for passage in passages:
        topic = "" if passage.internal else _topic(passage)
        if 2 < len(topic) <= LONGEST and not any(char.isdigit() for char in topic) and topic not in topics:
            topics.append(topic)
    return topics[:CLOSEST]


def _topic(passage: Passage) -> str:
    """The whole question, or the heading with what it stands under: 怎么办 alone says nothing."""
    if passage.question:
        return passage.question.rstrip("？?") + "？"
    path = [_LABEL.sub("", part).strip("【】 ") for part in passage.section.split(" > ") if part.strip()]
    title = _EXTENSION.sub("", passage.title).strip()
    if title and (not path or path[0] != title):
        path = [title, *path]
    # Outer headings that hold digits (the year of a policy) go before the topic itself is given up.
    while len(path) > 2 or (len(path) > 1 and any(char.isdigit() for char in path[0])):
        path = path[1:]
    return "：".join(path) if len(path) > 1 or len(path[0] if path else "") >= WHOLE else ""
