"""Pictures of text, kept as files because not every machine has a Chinese font; `draw` made them."""

from functools import partial
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FOLDER = Path(__file__).parent.parent / "pictures"
_POSTER = (("夏季清仓海报", 60), ("全场满三百减五十。", 34), ("活动时间七月一日到七月十日，赠品送完为止。", 34))
_CARD = (("保养卡", 60), ("首次使用请清水冲洗。", 34), ("不可放入微波炉加热。", 34))


def draw(font_file: str) -> None:
    """Make the pictures again with a Chinese font."""
    FOLDER.mkdir(exist_ok=True)
    for name, lines, options in (
        ("海报.png", _POSTER, {}),
        ("卡片.jpg", _CARD, {"quality": 80}),
        ("卡片.webp", _CARD, {}),
    ):
        image = Image.new("RGB", (960, 720), "white")
        pen = ImageDraw.Draw(image)
        y = 80
        for text, size in lines:
            pen.text((80, y), text, "black", ImageFont.truetype(font_file, size))
            y += size * 2
        image.save(FOLDER / name, **options)  # type: ignore[arg-type]


def _bytes(name: str) -> bytes:
    return (FOLDER / name).read_bytes()


FILES = {name: partial(_bytes, name) for name in ("海报.png", "卡片.jpg", "卡片.webp")}
