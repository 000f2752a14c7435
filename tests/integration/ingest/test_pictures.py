"""A customer's picture: what is read of it, and what is refused without harm."""

import asyncio
import io
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from PIL import Image

from domain.errors import InvalidInputError, UnavailableError
from ingest.pictures import QUEUE, OcrPictureReader
from ingest.settings import IngestSettings
from tests.integration.ingest.corpus.pictures import FILES


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def reader() -> AsyncIterator[OcrPictureReader]:
    """One process for all: loading the models takes a moment."""
    made = OcrPictureReader(IngestSettings())
    yield made
    await made.close()


def _blank() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (200, 100), "white").save(out, "PNG")
    return out.getvalue()


@pytest.mark.asyncio(loop_scope="module")
async def test_headings_and_lines_are_read_from_each_kind_of_picture(reader: OcrPictureReader) -> None:
    assert "赠品送完为止" in await reader.read(FILES["海报.png"]())
    for name in ("卡片.jpg", "卡片.webp"):
        text = await reader.read(FILES[name]())
        assert text.index("保养卡") < text.index("不可放入微波炉加热")


@pytest.mark.asyncio(loop_scope="module")
async def test_a_picture_without_words_says_nothing(reader: OcrPictureReader) -> None:
    assert await reader.read(_blank()) == ""


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"<svg/>", b"GIF89a", _blank()[:60]], ids=str)
async def test_what_is_no_readable_picture_is_refused(reader: OcrPictureReader, data: bytes) -> None:
    with pytest.raises(InvalidInputError):
        await reader.read(data)


@pytest.mark.asyncio(loop_scope="module")
async def test_more_than_can_wait_are_turned_away_at_once(reader: OcrPictureReader) -> None:
    results = await asyncio.gather(*(reader.read(_blank()) for _ in range(QUEUE + 2)), return_exceptions=True)
    assert sum(isinstance(each, UnavailableError) for each in results) == 2
    assert results.count("") == QUEUE


def _turned(name: str, quarters: int) -> bytes:
    out = io.BytesIO()
    Image.open(io.BytesIO(FILES[name]())).rotate(90 * quarters, expand=True).save(out, "PNG")
    return out.getvalue()


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("quarters", [1, 2, 3])
async def test_a_picture_that_lies_or_stands_on_its_head_is_read_in_order(
    reader: OcrPictureReader, quarters: int
) -> None:
    text = await reader.read(_turned("卡片.jpg", quarters))
    assert text.index("保养卡") < text.index("清水冲洗") < text.index("不可放入微波炉加热")
