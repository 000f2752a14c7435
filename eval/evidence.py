"""What a reply could rest on, from the trace of its turn."""

from collections.abc import Iterator

from pydantic import JsonValue

from eval.attempt import Attempt


def is_known(attempt: Attempt) -> bool:
    """Whether the solver could look at the evidence at all."""
    return attempt.passages is not None or attempt.facts is not None


def texts_of(attempt: Attempt) -> list[str]:
    """Passages, tool results, notices and what code worked out from them, of every turn that has a trace."""
    traces = [exchange.trace for exchange in attempt.exchanges if exchange.trace] or [attempt.trace]
    return [text for trace in traces for text in _texts(trace)]


def texts_of_last(attempt: Attempt) -> list[str]:
    """The same of the last turn."""
    return list(_texts(attempt.trace))


def _texts(trace: dict[str, JsonValue]) -> Iterator[str]:
    for passage in _dicts(trace.get("passages")):
        yield " ".join(str(passage.get(field) or "") for field in ("title", "section", "question", "text"))
        for cell in _list(passage.get("cells")):
            yield " ".join(str(part) for part in _list(cell))
    for fact in _dicts(trace.get("facts")):
        yield " ".join([str(fact.get("ref") or ""), *(str(line) for line in _list(fact.get("lines")))])
    for notice in _list(trace.get("notices")):
        yield str(notice)
    draft = trace.get("draft")
    if isinstance(draft, dict):
        yield from _computed(draft)


def _computed(draft: dict[str, JsonValue]) -> Iterator[str]:
    for sentence in _dicts(draft.get("sentences")):
        for computed in _dicts(sentence.get("computed")):
            yield str(computed.get("text") or "")
    for action in _dicts(draft.get("actions")):
        yield " ".join([str(action.get("preview") or ""), *(str(e) for e in _list(action.get("eligibility")))])


def _list(value: JsonValue) -> list[JsonValue]:
    return value if isinstance(value, list) else []


def _dicts(value: JsonValue) -> list[dict[str, JsonValue]]:
    return [each for each in _list(value) if isinstance(each, dict)]
