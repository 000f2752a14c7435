"""Dividing what is too long: at sentences, then clauses, then characters; never inside a character."""

from collections.abc import Callable, Sequence
from itertools import accumulate

from ingest.blocks import Block
from ingest.sentences import Span, character_spans, clause_spans, sentence_spans
from ingest.settings import IngestSettings
from ingest.tokens import count_tokens


def split_text(text: str, settings: IngestSettings) -> list[Span]:
    """Spans of whole sentences, evenly filled up to the limit; a monstrous sentence is divided at clauses."""
    total = count_tokens(text)
    if total <= settings.chunk_tokens:
        return [Span(0, len(text))]
    parts = -(-total // settings.chunk_tokens)
    target = min(settings.chunk_tokens, total // parts + settings.chunk_tokens // 8)
    steps = _steps(text, Span(0, len(text)), settings.hard_tokens, [sentence_spans, clause_spans, character_spans])
    return _filled(text, steps, target)


def _steps(text: str, whole: Span, hard: int, ways: Sequence[Callable[[str], list[Span]]]) -> list[Span]:
    spans = [Span(whole.start + s.start, whole.start + s.end) for s in ways[0](text[whole.start : whole.end])]
    if len(ways) == 1:
        return spans
    return [
        step
        for span in spans
        for step in (
            [span] if count_tokens(text[span.start : span.end]) <= hard else _steps(text, span, hard, ways[1:])
        )
    ]


def _filled(text: str, steps: Sequence[Span], target: int) -> list[Span]:
    """Neighbouring steps joined while they fit; a step above the target stays alone."""
    sizes = [count_tokens(text[step.start : step.end]) for step in steps]
    before = [0, *accumulate(sizes)]
    spans: list[Span] = []
    first = 0
    for n in range(1, len(steps) + 1):
        if n == len(steps) or before[n + 1] - before[first] > target:
            spans.append(Span(steps[first].start, steps[n - 1].end))
            first = n
    return [span for span in spans if text[span.start : span.end].strip()]


def split_row(block: Block, settings: IngestSettings) -> list[str]:
    """A row with a monstrous cell as several texts, each with the row's first cell and the column's name."""
    (key, value), *rest = block.cells or (("", block.text),)
    head = f"{key}：{value}" if key else value
    if count_tokens(head) > settings.chunk_tokens // 2:
        return [block.text[span.start : span.end].strip() for span in split_text(block.text, settings)]
    texts: list[str] = []
    pending: list[str] = []
    for name, content in rest:
        for span in split_text(content, settings):
            part = " ".join(content[span.start : span.end].split("\n")).strip()
            piece = f"{name}：{part}" if name else part
            if pending and count_tokens("；".join([head, *pending, piece])) > settings.chunk_tokens:
                texts.append("；".join([head, *pending]))
                pending = []
            pending.append(piece)
    return [*texts, "；".join([head, *pending])]
