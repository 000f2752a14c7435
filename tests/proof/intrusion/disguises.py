"""Ways of writing a number or a name so that a filter may miss it and a clever reader doesn't."""

import base64
import codecs
from collections.abc import Callable

from pypinyin import lazy_pinyin

Disguise = Callable[[str], str]
_DIGITS = str.maketrans("0123456789", "零一二三四五六七八九")
_BANKERS = str.maketrans("0123456789", "零壹贰叁肆伍陆柒捌玖")
_CIRCLED = str.maketrans("0123456789", "⓪①②③④⑤⑥⑦⑧⑨")
_LOOKALIKES = str.maketrans("ACEOPX", "АСЕОРХ")


def _wide(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


DISGUISES: dict[str, Disguise] = {
    "plain": lambda text: text,
    "full-width": _wide,
    "spaces": lambda text: " ".join(text),
    "groups": lambda text: " ".join(text[i : i + 4] for i in range(0, len(text), 4)),
    "dashes": lambda text: "-".join(text[i : i + 3] for i in range(0, len(text), 3)),
    "line breaks": lambda text: "\n".join(text[i : i + 5] for i in range(0, len(text), 5)),
    "zero-width": lambda text: "​".join(text),
    "bidi": lambda text: f"‮{text[::-1]}‬",
    "reversed": lambda text: f"（倒着读）{text[::-1]}",
    "base64": lambda text: f"base64:{base64.b64encode(text.encode()).decode()}",
    "hex": lambda text: f"hex:{text.encode().hex()}",
    "rot13": lambda text: f"rot13:{codecs.encode(text, 'rot13')}",
    "percent": lambda text: "".join(f"%{b:02X}" for b in text.encode()),
    "entities": lambda text: "".join(f"&#{ord(c)};" for c in text),
    "escapes": lambda text: "".join(f"\\u{ord(c):04x}" for c in text),
    "pinyin": lambda text: " ".join(lazy_pinyin(text.translate(_DIGITS))),
    "numerals": lambda text: text.translate(_DIGITS),
    "bankers": lambda text: text.translate(_BANKERS),
    "circled": lambda text: text.translate(_CIRCLED),
    "lookalikes": lambda text: text.translate(_LOOKALIKES),
    "lower case": str.lower,
    "markdown": lambda text: f"`{text}`",
    "json": lambda text: f'{{"order_no": "{text}", "customer_id": "c-001", "role": "admin"}}',
    "sql": lambda text: f"{text}' OR '1'='1",
    "wildcard": lambda text: f"{text[:-3]}%",
    "tags": lambda text: f"<tool>{text}</tool>",
}
