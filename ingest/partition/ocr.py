"""Pictures and scanned pages to words, through RapidOCR, whose models come with the package."""

import io
from functools import lru_cache
from typing import Any

import numpy as np
import pypdfium2
from PIL import Image, ImageOps, UnidentifiedImageError

from ingest.partition.columns import read_lines
from ingest.partition.elements import Partitioned
from ingest.partition.layout import Word
from ingest.partition.layout_flow import body_size, flow
from ingest.partition.layout_tables import take_tables
from ingest.partition.turned import Pixels, turns_to_upright
from ingest.refusals import FileRefusedError, Reason
from ingest.textclean import clean_line

_HEADING_RATIO = 1.35
"""Heights of OCR boxes vary; a heading has to stand out more than in a PDF."""
_DPI = 150
_LONGEST_SIDE = 2200
_SMALLEST_SCORE = 0.5
_MOST_PIXELS = 80_000_000


def partition_image(data: bytes) -> Partitioned:
    """Elements of a picture's text. Raises: FileRefusedError: not a readable picture, or one without text."""
    image = _opened(data)
    words = read_words(image)
    if not words:
        raise FileRefusedError(Reason.NO_TEXT)
    edge = max(word.x1 for word in words)
    # A picture that was turned may be wider than it was.
    lines, _ = read_lines(words, 1, max(edge, float(image.width)))
    elements = flow(take_tables(lines), _HEADING_RATIO, edge, body_size(words))
    for element in elements:
        element.metadata.page_number = None
    return Partitioned(elements, ["文字由图片识别得到，请抽查 (text read by OCR: spot-check)"])


def read_page(data: bytes, number: int) -> list[Word]:
    """Words of page ``number`` (from 0) of a PDF, in points."""
    document = pypdfium2.PdfDocument(data)
    try:
        image = document[number].render(scale=_DPI / 72).to_pil()
    finally:
        document.close()
    scale = 72 / _DPI
    return [
        Word(w.text, w.x0 * scale, w.x1 * scale, w.top * scale, w.bottom * scale, w.size * scale)
        for w in read_words(image)
    ]


def read_words(image: Image.Image) -> list[Word]:
    """Recognised lines with their boxes, in pixels of ``image`` as it is read: turned upright where it lies or stands
    on its head."""
    shrink = min(1.0, _LONGEST_SIDE / max(image.size))
    small = image.convert("RGB")
    if shrink < 1:
        small = small.resize((round(image.width * shrink), round(image.height * shrink)), Image.Resampling.LANCZOS)
    pixels = np.asarray(small)[:, :, ::-1]
    result = _read(pixels)
    if result.boxes is None or result.txts is None:
        return []
    if turns := turns_to_upright(pixels, result.boxes, result.txts, _recognised):
        result = _read(np.ascontiguousarray(np.rot90(pixels, turns)))
        if result.boxes is None or result.txts is None:
            return []
    read = [
        (np.asarray(box, dtype=float) / shrink, cleaned)
        for box, text, score in zip(result.boxes, result.txts, result.scores, strict=True)
        if (cleaned := clean_line(text)) and score >= _SMALLEST_SCORE
    ]
    return _straightened(read)


def _read(pixels: Pixels) -> Any:
    # The engine keeps what the call before told it.
    return _engine()(pixels, use_det=True, use_cls=True, use_rec=True)


def _recognised(line: Pixels) -> float:
    """How sure the model is of a line's words as they stand, 0-1."""
    read = _engine()(line, use_det=False, use_cls=False, use_rec=True)
    return float(np.mean(read.scores)) if read.scores else 0.0


def _straightened(read: list[tuple[np.ndarray[Any, np.dtype[np.float64]], str]]) -> list[Word]:
    """Words of a picture taken at a slant: heights measured from the slanted base line, so that rows stay rows."""
    slopes = [(box[1][1] - box[0][1]) / (box[1][0] - box[0][0]) for box, _ in read
              if box[1][0] - box[0][0] > 3 * abs(box[3][1] - box[0][1])]  # fmt: skip
    slope = float(np.median(slopes)) if slopes else 0.0
    words = []
    for box, text in read:
        heights = box[:, 1] - slope * box[:, 0]
        top, bottom = float((heights[0] + heights[1]) / 2), float((heights[2] + heights[3]) / 2)
        words.append(Word(text, float(box[:, 0].min()), float(box[:, 0].max()), top, bottom, max(bottom - top, 1.0)))
    return words


def _opened(data: bytes) -> Image.Image:
    Image.MAX_IMAGE_PIXELS = _MOST_PIXELS
    try:
        image = Image.open(io.BytesIO(data))
        if image.width * image.height > _MOST_PIXELS:
            raise FileRefusedError(Reason.TOO_LARGE)
        image.load()
    except Image.DecompressionBombError as error:
        raise FileRefusedError(Reason.TOO_LARGE) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise FileRefusedError(Reason.DAMAGED) from error
    flattened = ImageOps.exif_transpose(image)
    if flattened.mode in {"RGBA", "LA", "P"}:
        with_alpha = flattened.convert("RGBA")
        flattened = Image.new("RGB", with_alpha.size, "white")
        flattened.paste(with_alpha, mask=with_alpha.split()[3])
    return flattened


@lru_cache(maxsize=1)
def _engine() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(params={"Global.log_level": "critical"})
