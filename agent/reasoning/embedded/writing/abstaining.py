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
_LABEL = re.compile(r"^[#\s]*(?:第?[一二三四五六七八九十\d]+[章节条]?[、.．)）\s]\s*)?")


def abstention(request: CompositionRequest, picks: tuple[Pick, ...]) -> Draft:
    """A reply that confirms nothing: what can't be found, the closest topics, and a person."""
    language = request.analysis.language
    closest = _closest(request.passages)
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
    """FAQ questions and section headings of the best passages; a topic with digits would read as a claim."""
    topics: list[str] = []
    for passage in passages:
        if passage.internal:
            continue
        heading = passage.question or _LABEL.sub("", passage.section.split(" > ")[-1]).strip()
        if 2 < len(heading) <= 30 and not any(char.isdigit() for char in heading) and heading not in topics:
            topics.append(heading)
    return topics[:CLOSEST]
