"""Each number, date, amount, share, duration and code of a claim is in its evidence or was computed from it."""

from collections.abc import Iterable, Iterator

from agent.checks.folding import fold
from agent.checks.quantities import Quantity, quantities
from agent.checks.verification.case import Case, bare
from agent.checks.verification.computation import is_computed
from domain.reply import Failure, Sentence


def check_numbers(case: Case) -> Iterator[Failure]:
    """Numbers that nothing backs, and computed values that don't come out."""
    now = quantities(f"{case.request.now:%Y-%m-%d %H:%M}")
    customers = [q for q in quantities(case.customers_words) if q.kind == "code"]
    for index, sentence in case.sentences():
        for value in sentence.computed:
            if value.text not in sentence.text or not is_computed(value, case.draft.reasoner, case.request.now):
                yield Failure(check="number", sentence=index, message="计算出的数与算法对不上。")
        sources = [*case.cited_texts(sentence), *case.given]
        backed = [q for text in sources for q in quantities(text)] + now + customers
        codes = bare("".join(sources) + case.customers_words)
        if any(not _is_backed(q, backed, codes) for q in _own(sentence)):
            yield Failure(check="number", sentence=index, message="这句话里的数字、日期或金额不在所引依据里。")


def _own(sentence: Sentence) -> Iterator[Quantity]:
    """The sentence's quantities outside its computed values."""
    spans = [(start, start + len(c.text)) for c in sentence.computed for start in _places(sentence.text, c.text)]
    for quantity in quantities(sentence.text):
        if not any(start <= quantity.start and quantity.end <= end for start, end in spans):
            yield quantity


def _places(text: str, part: str) -> Iterable[int]:
    start = text.find(part) if part else -1
    while start >= 0:
        yield start
        start = text.find(part, start + 1)


def _is_backed(quantity: Quantity, backed: Iterable[Quantity], codes: str) -> bool:
    if quantity.kind == "code":
        return bare(fold(quantity.value).text) in codes
    return any(quantity.same_as(other) for other in backed)
