"""Places that delivery rules speak of."""

import re

from pypinyin import lazy_pinyin

from agent.reasoning.embedded.words.segment import segment
from agent.reasoning.entities.found import Found
from domain.text.regions import CITIES, PROVINCES, SHIPPING_REGIONS

_ENGLISH = {
    "tibet": "西藏", "xinjiang": "新疆", "hong kong": "香港", "macau": "澳门", "macao": "澳门", "taiwan": "台湾",
    "hainan": "海南", "inner mongolia": "内蒙古", "beijing": "北京", "shanghai": "上海", "overseas": "海外",
    "guangzhou": "广州", "shenzhen": "深圳", "hangzhou": "杭州", "chengdu": "成都", "nanjing": "南京", "wuhan": "武汉",
    "suzhou": "苏州", "xi'an": "西安", "xian": "西安", "chongqing": "重庆", "tianjin": "天津", "xiamen": "厦门",
    "qingdao": "青岛", "changsha": "长沙", "kunming": "昆明", "harbin": "哈尔滨", "ningbo": "宁波", "dalian": "大连",
    "qinghai": "青海", "gansu": "甘肃", "ningxia": "宁夏", "abroad": "海外",
}  # fmt: skip
_PLACES = {"".join(lazy_pinyin(name)): name for name in (*CITIES, *PROVINCES) if len(name) > 1} | _ENGLISH
"""How Chinese places are written in English: by their sound, unless they have a name of their own."""
_REGION = re.compile("|".join(sorted((*PROVINCES, *SHIPPING_REGIONS, *CITIES), key=len, reverse=True)))
_IN_ENGLISH = re.compile(r"\b(?:" + "|".join(sorted(_PLACES, key=len, reverse=True)) + r")\b", re.IGNORECASE)


def find_regions(text: str) -> list[Found]:
    """Provinces, cities and groups of places, English names as Chinese ones."""
    words = [(token.start, token.start + len(token.text)) for token in segment(text)]
    chinese = [
        Found(m.group(), m.start(), m.end())
        for m in _REGION.finditer(text)
        if not _straddles(m.start(), m.end(), words)
    ]
    return chinese + [Found(_PLACES[m.group().lower()], m.start(), m.end()) for m in _IN_ENGLISH.finditer(text)]


def _straddles(start: int, end: int, words: list[tuple[int, int]]) -> bool:
    """Whether the stretch begins inside one word and ends in the next: 天门 in 礼拜天门店."""
    return any(first < start < last < end for first, last in words)
