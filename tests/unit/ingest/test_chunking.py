from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from ingest.blocks import Block, lay_out
from ingest.chunking import chunk_blocks
from ingest.settings import IngestSettings
from ingest.tokens import count_tokens

SETTINGS = IngestSettings(chunk_tokens=60, hard_tokens=120)
WORDS = st.text(alphabet="退换货运费天内保修包装完好", min_size=1, max_size=40)
PARAGRAPH = st.lists(WORDS, min_size=1, max_size=8).map(lambda parts: "。".join(parts) + "。")
BLOCK = st.one_of(
    PARAGRAPH.map(lambda text: Block("text", text)),
    PARAGRAPH.map(lambda text: Block("text", f"{text[:-1]}：")),
    PARAGRAPH.map(lambda text: Block("item", text)),
    st.tuples(WORDS, st.integers(1, 4)).map(lambda pair: Block("heading", *pair)),
    WORDS.map(lambda text: Block("question", f"{text}？")),
    st.tuples(WORDS, WORDS).map(lambda pair: Block("row", f"列：{pair[0]}", cells=(("列", pair[0]),), row=3)),
    st.tuples(WORDS, WORDS).map(lambda pair: Block("faq", pair[0], question=pair[1])),
)


def _chunks(blocks: Sequence[Block]) -> list[tuple[str, str, str | None]]:
    placed, _ = lay_out(blocks)
    return [(c.section, c.text, c.question) for c in chunk_blocks(placed, "标题", SETTINGS)]


@given(st.lists(BLOCK, max_size=25))
def test_every_block_is_in_a_text_a_question_or_a_heading_path(blocks: list[Block]) -> None:
    placed, _ = lay_out(blocks)
    chunks = chunk_blocks(placed, "标题", SETTINGS)
    whole = "".join("".join(f"{c.section} {c.question or ''} {c.text}".split()) for c in chunks)
    for block in blocks:
        for sentence in block.text.rstrip("：").split("。"):
            assert "".join(sentence.split()) in whole


@given(st.lists(BLOCK, max_size=25))
def test_a_chunk_is_the_documents_text_from_start_to_end_after_a_repeated_lead(blocks: list[Block]) -> None:
    placed, text = lay_out(blocks)
    for chunk in chunk_blocks(placed, "标题", SETTINGS):
        source = text[chunk.start : chunk.end]
        assert chunk.text == source or chunk.text.endswith(f"：\n{source}")


@given(st.lists(BLOCK, max_size=25))
def test_chunks_keep_to_the_limit_unless_one_sentence_is_longer(blocks: list[Block]) -> None:
    placed, _ = lay_out(blocks)
    for chunk in chunk_blocks(placed, "标题", SETTINGS):
        assert chunk.tokens == count_tokens(chunk.text) <= SETTINGS.hard_tokens + SETTINGS.chunk_tokens


def test_a_list_divided_repeats_what_introduces_it() -> None:
    items = [Block("item", f"第{n}项需要检查的内容在这里写得比较长一些。") for n in range(8)]
    chunks = _chunks([Block("text", "请逐项检查："), *items])
    assert len(chunks) > 1
    assert all(text.startswith("请逐项检查：\n") for _, text, _ in chunks)


def test_a_lead_in_is_not_left_alone_at_the_end_of_a_chunk() -> None:
    long = Block("text", "这里有一段比较长的说明文字。" * 6)
    chunks = _chunks([long, Block("text", "步骤如下："), Block("item", "先断电再拆下后盖，注意不要用力。" * 2)])
    assert not any(text.endswith("步骤如下：") for _, text, _ in chunks)


def test_a_heading_that_asks_is_the_question_of_its_section() -> None:
    assert _chunks([Block("heading", "2. 能退吗？", 2), Block("text", "可以。")]) == [
        ("2. 能退吗？", "可以。", "能退吗？")
    ]


def test_a_row_longer_than_all_limits_is_divided_with_its_key_and_column() -> None:
    cells = (("商品", "电饭煲"), ("说明", "请先洗净内胆再使用。" * 40))
    row = Block("row", "；".join(f"{name}：{value}" for name, value in cells), cells=cells)
    chunks = _chunks([row])
    assert len(chunks) > 1
    assert all(text.startswith("商品：电饭煲；说明：请先洗净") for _, text, _ in chunks)
