"""Each quote is verbatim in its evidence, and each claim has one."""

from collections.abc import Iterator

from agent.checks.verification.case import Case, bare
from domain.reply import Draft, Failure, Sentence


def check_quotes(case: Case) -> Iterator[Failure]:
    """Unknown evidence, quotes that aren't there, sentences without any."""
    for index, sentence in enumerate(case.draft.sentences):
        for support in sentence.supports:
            evidence = case.evidence.get(support.evidence_id)
            if evidence is None:
                yield Failure(check="quote", sentence=index, message="引用了本轮没有的依据。")
            elif not support.quote.strip() or support.quote not in evidence.text:
                yield Failure(check="quote", sentence=index, message="引文与依据原文不一致，须逐字照抄。")
    for index, sentence in case.sentences():
        if sentence.text.strip() and not sentence.supports and not case.is_given(sentence.text):
            yield Failure(check="unsupported", sentence=index, message="这句话没有依据。")


_ENOUGH = 0.34
"""Share of a sentence's character pairs that its evidence must have; paraphrases keep the nouns."""


def check_overlap(case: Case) -> Iterator[Failure]:
    """A quote alone proves nothing when the sentence speaks of something else."""
    for index, sentence in case.sentences():
        if not sentence.supports or not _is_chinese(sentence.text) or _is_codes(sentence, case.draft):
            continue
        known = bare("".join([*case.cited_texts(sentence), case.customers_words, *case.given, sentence.text[:0]]))
        pairs = _pairs(bare(_without_computed(sentence.text, [c.text for c in sentence.computed])))
        if len(pairs) >= 6 and len(pairs & _pairs(known)) < _ENOUGH * len(pairs):
            yield Failure(check="unsupported", sentence=index, message="这句话说的内容不在所引依据里。")


def _is_codes(sentence: Sentence, draft: Draft) -> bool:
    """A day or a sum that code worked out, in code's own words around it: only the value itself says anything."""
    return bool(sentence.computed) and draft.reasoner == "embedded"


def _without_computed(text: str, computed: list[str]) -> str:
    for part in computed:
        text = text.replace(part, "")
    return text


def _pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}


def _is_chinese(text: str) -> bool:
    return sum("一" <= character <= "鿿" for character in text) >= 0.3 * len(text.strip())
