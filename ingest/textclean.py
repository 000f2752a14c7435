"""Characters that must not reach chunks, and text made from bytes of unknown encoding."""

import re
import unicodedata
from typing import NamedTuple

_INVISIBLE = re.compile(
    "[\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\U000e0000-\U000e007f]"
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_ORDINARY = re.compile("[\t\n\r -~\u2010-\u2027\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_COMPATIBLE = "".join(map(chr, [*range(0x2F00, 0x2FD6), *range(0xF900, 0xFA0E), *range(0xFA70, 0xFADA)]))
_LOOKALIKES = str.maketrans(
    "㬵⺒⺓⺛⺜⺝⺞⺟⺠⺩⺪⺬⺯⻁⻄⻅⻆⻇⻈⻉⻋⻌⻏⻐⻑⻓⻔⻘⻙⻚⻛⻜⻝⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳"
    + _COMPATIBLE,
    "胶巳幺旡日月歹母民王疋示糸虎西见角角讠贝车辶阝钅長长门青韦页风飞食首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟"
    + "".join(unicodedata.normalize("NFKC", char) for char in _COMPATIBLE),
)
"""PDFs printed from a browser hold another character where the font draws both alike: ⻓按 for 长按, 硅㬵 for 硅胶.

Radicals by Unicode's EquivalentUnifiedIdeograph, of which normalisation knows those from U+2F00 only; 㬵 is the only
one outside of the compatibility blocks that shares a common character's glyph in the Noto and Source Han fonts.
"""
_JUDGED = 20_000
"""Characters by which an encoding is judged."""
_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")


class Decoded(NamedTuple):
    """Text and how it was read."""

    text: str
    encoding: str
    lossy: bool


def clean_line(text: str) -> str:
    """One line: no control, invisible or bidirectional characters, radicals as ideographs, runs of spaces as one."""
    text = _INVISIBLE.sub("", _SURROGATE.sub("", text)).translate(_LOOKALIKES)
    return _SPACES.sub(" ", _CONTROL.sub("", text.replace("\r", "\n").replace("\n", " "))).strip()


def clean_text(text: str) -> str:
    """Several lines, each clean, blank ones left out."""
    lines = (clean_line(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return "\n".join(line for line in lines if line)


def has_invisible(text: str) -> bool:
    """Whether there are three or more characters that nobody sees: words may be hidden with them."""
    return len(_INVISIBLE.findall(text)) >= 3


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Text of ``data``: by its byte-order mark, as UTF-16 without one, as UTF-8, as declared, as GB 18030, as Big5."""
    for mark, name in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _strict(data, name) or Decoded(data.decode(name, "replace"), name, True)
    sample = data[:4000]
    if len(sample) > 3 and sample.count(0) > len(sample) // 8:
        little = sample[1::2].count(0) >= sample[::2].count(0)
        found = _strict(data, "utf-16-le" if little else "utf-16-be")
        if found:
            return found
    found = _wide(data)
    if found:
        return found
    for encoding in ("utf-8", declared or "utf-8"):
        found = _strict(data, encoding)
        if found:
            return found
    # Most of what is valid in Big5 is valid in GB 18030 too, as characters that nobody writes.
    both = [found for encoding in ("gb18030", "big5") if (found := _strict(data, encoding))]
    if both:
        return max(both, key=_ordinariness)
    best = min(("utf-8", "gb18030"), key=lambda name: data.decode(name, "replace").count("�"))
    return Decoded(data.decode(best, "replace"), best, True)


def _wide(data: bytes) -> Decoded | None:
    """UTF-16 of Chinese text: no zero bytes to tell it by, but nearly all characters are ordinary ones."""
    if len(data) < 4 or len(data) % 2 or _strict(data, "utf-8"):
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        found = _strict(data, encoding)
        if found and len(_ORDINARY.findall(found.text)) > 0.95 * len(found.text):
            return found
    return None


def _ordinariness(found: Decoded) -> float:
    """The share of wide characters that the encoding counts among its common ones (level 1) and punctuation."""
    narrow, ranges = ("gb2312", ((0xA1, 0xA3), (0xB0, 0xD7))) if found.encoding == "gb18030" else (
        "big5", ((0xA1, 0xA2), (0xA4, 0xC6)))  # fmt: skip
    wide = [char.encode(narrow, "ignore") for char in found.text[:_JUDGED] if char > "\x7f"]
    common = sum(len(pair) == 2 and any(low <= pair[0] <= high for low, high in ranges) for pair in wide)
    return common / max(1, len(wide))


def _strict(data: bytes, name: str) -> Decoded | None:
    try:
        return Decoded(data.decode(name), name, False)
    except (UnicodeDecodeError, LookupError):
        return None
