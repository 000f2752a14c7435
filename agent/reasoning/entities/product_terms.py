"""Which of a shop's terms name goods, and how parts and misspellings lead to them."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache

from pypinyin import Style, lazy_pinyin, pinyin

_SPLIT = re.compile(r"[\s、，,；;：:。/|（）()【】\[\]《》“”\"'·>+&—]+")
_NUMBERED = re.compile(r"^[（(]?[0-9一二三四五六七八九十]+[）)、.．]\s*")
_GENERIC = re.compile(
    "退|换货|退款|运费|邮费|快递|物流|发货|收货|签收|订单|付款|支付|发票|优惠|券|活动|会员|积分|等级|价格|价保|保修|质保|维修|售后|客服|"
    "政策|规则|说明|须知|指南|流程|步骤|方法|方式|事项|问题|时间|日期|期限|天数|条件|范围|标准(?![版款型装])|要求|介绍|情况|情形|内容|名称|"
    "备注|地址|地区|电话|服务|承诺|生效|版本|目录|附件|附录|常见|如何|怎么|什么|多久|多少|哪些|可以|不能|是否|使用|安装|保养|清洁|"
    "注意|警告|安全|提示|参数|型号|规格|故障|代码|原因|处理|解决|品类|类别|分类|单位|数量|金额|费用|适用|联系|质量|品牌|尺寸|颜色|"
    "材质|重量|容量|功率|问法|答案|总则|概述|简介|关于|我们|您|用户|顾客|商家|店铺|本店|仓库|新疆|西藏|包装|库存|系列|一般|其他|特殊"
)
"""A term with one of these is a heading or a column, not a thing on sale."""
_HAN = re.compile(r"^[一-鿿]+$")
_COMMON = (
    "东西|商品|产品|宝贝|这个|那个|一个|两个|今天|昨天|颜色|尺码|大号|小号|中号|大小|单位|套装|"
    "礼盒|旗舰|标准|经典|升级|专用|便携|家用|户外|儿童|成人|男士|女士|男款|女款|新款|加厚|全新|"
    "正品|官方|白色|黑色|红色|蓝色|绿色|粉色|黄色|灰色|手工|天然|进口|国产|无糖|原味|双人|单人|"
    "多功能|可以|什么|怎么|我们|你们|没有|不是|还是|就是|时候|现在|一下|问题"
)
COMMON = frozenset(_COMMON.split("|"))
"""Words that stand in many product names and tell none apart, or are no goods at all."""


@dataclass
class ProductTerms:
    """The goods' names of one shop, ready for matching."""

    names: tuple[str, ...]
    """Longest first."""
    parts: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Part of a name (≥ 2 characters) → names that contain it."""
    sounds: dict[tuple[str, ...], set[str]] = field(default_factory=lambda: defaultdict(set))
    """Pinyin without tones of a name or its end → what is written so."""
    openings: frozenset[tuple[str, ...]] = frozenset()
    """The first two syllables of all sounds."""
    heads: frozenset[str] = frozenset()
    """Last characters of names: 灯 of 露营灯."""

    def may_sound(self, first: str, second: str) -> bool:
        """Whether a sound may begin with these two characters; spelling a word out takes a tenth of a millisecond."""
        return any((a, b) in self.openings for a in readings(first) for b in readings(second))


@lru_cache(maxsize=256)
def product_terms(vocabulary: frozenset[str]) -> ProductTerms:
    """Read a vocabulary of headings, table columns and product names."""
    names: set[str] = set()
    for term in vocabulary:
        pieces = [_NUMBERED.sub("", piece).strip() for piece in _SPLIT.split(_NUMBERED.sub("", term.strip()))]
        whole = _NUMBERED.sub("", term).strip()
        for name in (*pieces, whole):
            if 2 <= len(name) <= 24 and not _GENERIC.search(name) and name not in COMMON and not name.isdigit():
                names.add(name.lower())
    terms = ProductTerms(names=tuple(sorted(names, key=lambda n: (-len(n), n))))
    for name in terms.names:
        _index(terms, name)
    terms.openings = frozenset(sound[:2] for sound in terms.sounds)
    terms.heads = frozenset(name[-1] for name in terms.names if _HAN.match(name[-1]))
    return terms


def _index(terms: ProductTerms, name: str) -> None:
    for start in range(len(name)):
        for end in range(start + 2, min(len(name), start + 8) + 1):
            part = name[start:end]
            if part not in COMMON and _HAN.match(part):
                terms.parts[part].add(name)
                # Only names and their ends: any two syllables in the middle sound like too much else.
                if end == len(name) or (start == 0 and end - start >= 3):
                    terms.sounds[sound(part)].add(part)


@lru_cache(maxsize=8192)
def sound(word: str) -> tuple[str, ...]:
    """Pinyin without tones, with the finals and initials that dialects and hasty typing confuse folded together."""
    return tuple(map(_folded, lazy_pinyin(word)))


@lru_cache(maxsize=8192)
def readings(character: str) -> frozenset[str]:
    """Every way a character may be read, folded like ``sound``."""
    return frozenset(map(_folded, pinyin(character, style=Style.NORMAL, heteronym=True)[0]))


def _folded(syllable: str) -> str:
    return re.sub(r"(?<=[aei])ng$", "n", re.sub(r"^(z|c|s)h", r"\1", syllable))
