"""The unit that a question asks in: 几寸 is not answered by 40 PSI, nor 多少瓦 by a fault's number."""

import re

_COUNT = r"(?:多少|几|好几)个?"
_LENGTH = r"厘米|公分|毫米|米(?!饭|粉)|cm|mm|m\b|尺(?!寸|码)|(?<!尺)寸"
_WEIGHT = r"斤|公斤|千克|克|kg|g\b|两(?!个|种|天|次)|磅|吨|lb|t\b"
_FAMILIES: tuple[tuple[str, str], ...] = (
    (r"(?:英)?寸", r"(?<!尺)寸|[″\"]|inch"),
    (r"度电", r"度电|kwh|千瓦时|瓦时|wh"),
    (r"(?:千)?瓦|[kK]?[wW]\b", r"(?:千)?瓦(?!时)|k?w\b"),
    (r"毫安(?:时)?|mah", r"毫安|mah|wh|瓦时"),
    (r"流明", r"流明|lm"),
    (r"分贝", r"分贝|db"),
    (r"(?:公里|千米|km)", r"公里|千米|km"),
    (r"(?:毫升|升|ml|L\b)", r"毫升|升|ml|l\b|公升"),
    (r"(?:厘米|公分|毫米|米|cm|mm)(?!\w*价)", _LENGTH),
    (r"(?:公斤|千克|斤|克|kg|磅|吨)", _WEIGHT),
    (r"页", r"页|p\b"),
    (r"(?:次|遍|回)", r"[次遍回]|不限|无限"),
    (r"(?:人|位)", r"[人位]|单人|双人"),
    (r"折", r"折|%|优惠|减|便宜"),
    (r"(?:种|款)?(?:颜色|色)", r"色|[红黄蓝绿白黑灰粉紫橙棕银金]"),
    (r"伏|[vV]\b", r"伏|v\b"),
    (r"(?:平方?米?|平)(?![装地])", r"平|㎡|m²"),
)  # fmt: skip
_ASKS = tuple(
    (re.compile(f"{_COUNT}(?:{asked})", re.IGNORECASE), re.compile(f"(?:{held})", re.IGNORECASE))
    for asked, held in _FAMILIES
)


def asked_unit(question: str) -> re.Pattern[str] | None:
    """What an answer in the asked unit has in it; None where no unit is asked for."""
    return next((held for asks, held in _ASKS if asks.search(question)), None)
