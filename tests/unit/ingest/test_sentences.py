from hypothesis import given
from hypothesis import strategies as st

from ingest.sentences import character_spans, clause_spans, sentence_spans
from ingest.settings import IngestSettings
from ingest.splitting import split_text
from ingest.tokens import count_tokens

TEXTS = st.text(alphabet="退货，。！？；”“ab.1 \n（）👨‍👩é̈𠮷", max_size=300)


def test_sentences_end_with_their_closing_quotes_and_not_at_semicolons() -> None:
    text = "他说：“可以退。”运费我们出；包装要完整！好吗？V1.5也行。"
    assert [text[s.start : s.end] for s in sentence_spans(text)] == [
        "他说：“可以退。”",
        "运费我们出；包装要完整！",
        "好吗？",
        "V1.5也行。",
    ]


@given(TEXTS)
def test_spans_cover_the_text_without_gap_or_overlap(text: str) -> None:
    for spans in (sentence_spans(text), clause_spans(text), character_spans(text)):
        assert "".join(text[s.start : s.end] for s in spans) == text
        assert all(s.end > s.start for s in spans)


def test_characters_that_belong_together_are_not_parted() -> None:
    text = "e\u0301👨‍👩‍👧"
    assert [text[s.start : s.end] for s in character_spans(text)] == ["e\u0301", "👨‍👩‍👧"]


@given(TEXTS.map(lambda text: text.strip()), st.integers(min_value=40, max_value=80))
def test_splitting_loses_nothing_but_white_space_and_keeps_sentences_whole(text: str, limit: int) -> None:
    settings = IngestSettings(chunk_tokens=limit, hard_tokens=2 * limit)
    spans = split_text(text, settings)
    assert "".join("".join(text[s.start : s.end] for s in spans).split()) == "".join(text.split())
    ends = {s.end for s in sentence_spans(text)} | {len(text)}
    if all(count_tokens(text[s.start : s.end]) <= settings.hard_tokens for s in sentence_spans(text)):
        assert all(span.end in ends for span in spans)


def test_a_monstrous_sentence_is_divided_below_the_hard_limit() -> None:
    settings = IngestSettings(chunk_tokens=60, hard_tokens=120)
    text = "𠮷" * 2000
    spans = split_text(text, settings)
    assert "".join(text[s.start : s.end] for s in spans) == text
    assert max(count_tokens(text[s.start : s.end]) for s in spans) <= 120
