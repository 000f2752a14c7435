"""Places that delivery rules speak of."""

import re

from agent.reasoning.entities.found import Found
from domain.text.regions import PROVINCES, SHIPPING_REGIONS

_ENGLISH = {
    "tibet": "西藏", "xinjiang": "新疆", "hong kong": "香港", "macau": "澳门", "macao": "澳门", "taiwan": "台湾",
    "hainan": "海南", "inner mongolia": "内蒙古", "beijing": "北京", "shanghai": "上海", "overseas": "海外",
}  # fmt: skip
_REGION = re.compile("|".join(sorted((*PROVINCES, *SHIPPING_REGIONS), key=len, reverse=True)))
_IN_ENGLISH = re.compile(r"\b(?:" + "|".join(_ENGLISH) + r")\b", re.IGNORECASE)


def find_regions(text: str) -> list[Found]:
    """Provinces and groups of places, English names as Chinese ones."""
    chinese = [Found(m.group(), m.start(), m.end()) for m in _REGION.finditer(text)]
    return chinese + [Found(_ENGLISH[m.group().lower()], m.start(), m.end()) for m in _IN_ENGLISH.finditer(text)]
