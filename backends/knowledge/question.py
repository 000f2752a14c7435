"""A question as the lexical index reads it: its terms, and the terms of other ways to say it."""

from collections.abc import Sequence

from backends.knowledge.lexical import Slot
from domain.text.english import chinese_wordings, is_english
from domain.text.normal import normal_form
from domain.text.synonyms import Span, Synonyms
from domain.text.terms import HAN, terms

_FUNCTION = frozenset(
    "的了吗呢啊呀吧嘛么我你您他她它这那是在就都也还要会有和与及或个之其被把让给到从对于为以所而且但如若则"
)
"""Characters that say nothing about a topic. Alone they are no terms of a question, and neither are pairs of them."""
MOST_ALTERNATIVES = 12


def slots_of(question: str, synonyms: Synonyms) -> list[Slot]:
    """Slots of a question form in either language."""
    return english_slots(question, synonyms) or question_slots(question, synonyms.spans(question))


def question_slots(question: str, spans: Sequence[Span]) -> list[Slot]:
    """Slots of a question form: one for each span with synonyms, one for everything else."""
    slots = [
        Slot(tuple(content_terms(t) for t in (question[s.start : s.end], *s.alternatives[:MOST_ALTERNATIVES])))
        for s in spans
    ]
    return [slot for slot in (*slots, _rest(question, spans)) if slot.alternatives and slot.alternatives[0]]


def english_slots(question: str, synonyms: Synonyms) -> list[Slot]:
    """One slot for each word of an English question that the glossary puts in Chinese, and for each name that its shop
    says otherwise; none for a Chinese question."""
    if HAN.search(question) and not is_english(question):
        return []
    ways = [tuple(map(normal_form, wordings)) for wordings in chinese_wordings(question)]
    ways += [span.alternatives[:MOST_ALTERNATIVES] for span in synonyms.spans(question) if span.alternatives]
    slots = [Slot(tuple(content_terms(w) for w in way)) for way in ways]
    translated = any(HAN.search(w) for way in ways for w in way)
    return [slot for slot in slots if slot.alternatives[0]] if translated else []


def content_terms(text: str) -> tuple[str, ...]:
    """The distinct terms of a search form that say something."""
    return tuple(dict.fromkeys(term for term in terms(text) if not all(c in _FUNCTION for c in term)))


def _rest(question: str, spans: Sequence[Span]) -> Slot:
    """What lies outside the spans or across their edges stands for itself."""
    inside = {i for span in spans for i in range(span.start, span.end)}
    bare = "".join(" " if i in inside else c for i, c in enumerate(question))
    across = [question[i - 1 : i + 1] for span in spans for i in (span.start, span.end) if 0 < i < len(question)]
    edges = " ".join(pair for pair in across if HAN.fullmatch(pair))
    pairs = (term for term in content_terms(edges) if len(term) == 2)
    return Slot((tuple(dict.fromkeys([*content_terms(bare), *pairs])),))
