"""How an incomplete turn is completed from the question before it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from agent.reasoning.embedded.words.answer_types import is_polar
from agent.reasoning.entities.found import fold
from agent.reasoning.entities.products import find_products, of_same_line
from domain.analysis import Line
from domain.intents import Speaker
from domain.text.regions import PROVINCES, SHIPPING_REGIONS

_AND_THIS = ("呢", "咧", "捏", "嘞", "哩", "涅", "呐")
"""虫呢: the particle that asks the same of another thing, as it is said in different places."""
_END = r"[\s？?。.!！~～]*$"
_WHAT_ABOUT = re.compile(
    rf"^(?:那么?|哦|嗯|好的?)?[\s,，]*(?:如果|要是|假如|万一|换成|换)?(?:是|我是|说)?"
    rf"(?P<x>[^，。？！?,]{{1,16}}?)(?:的话)?(?:{'|'.join(_AND_THIS)})(?:[，,](?:也是|一样|同样|都|还是)[^，。？?]{{0,8}})?{_END}"
    rf"|^(?:那么?|那个?|那)?(?P<same>[^，。？！?,]{{1,12}}?)(?:也|都|同样)(?:是)?(?:一样|这样|这么[长久多]|同样)(?:的)?[吗么嘛不]?{_END}"
    rf"|^(?:and |so )?(?:what|how) about (?P<en>[^?]{{1,40}}?){_END}"
    rf"|^and (?:for |in |if |the )?(?P<en2>[^?]{{1,30}}?)\?\s*$",
    re.IGNORECASE,
)
_CORRECTION = re.compile(
    r"^(?:[哎唉诶欸呃额哦噢喔啊哟嗯]+|哦豁|不好意思|抱歉)?[\s,，。]*"
    r"(?:(?:不是|不对){1,2}(?:这个|那个|它)?|我?(?:打|说|问|搞)?错(?:[了啦咯喽](?!一|个)|(?=[\s,，]))|不不|no)[啦咯喽哈啊呀]*"
    r"[\s,，。]*(?:是|我?(?:要)?(?:说|问|指)的是|我要的?是|我是说|我?要(?:的是)?|i meant?|i mean)?[\s,，]*"
    rf"(?P<x>[^，。？！?]{{1,16}}?){_END}"
    rf"|^(?:[^，。？！?\s]{{1,8}}[，,\s]+)?(?:我要?(?:说|问|指)的是|我是说|i meant?) ?"
    rf"(?P<x2>[^，。？！?]{{1,24}}?){_END}",
    re.IGNORECASE,
)
_POINTER = re.compile(
    r"(?:这|那|该)(?:个|款|件|双|条|台|盒|瓶|本|套|只|把|张|包|袋|箱|种|盏|辆|部|支|盆|束|"
    r"顶|家伙|东西|商品|产品)?(?=[要能可有会多怎什是好贵便宜支保适用在还，]|$)"
    r"|它们?|"
    r"\b(?:it|this one|that one|this|that)\b",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"怎么|如何|多少|多久|多长|几[一-鿿]|哪里|哪儿|哪个|哪种|什么|啥|为什么|为啥|"
    r"咋|谁|吗|么|能不能|可不可以|可以|有没有|是不是|要不要|"
    r"\b(?:how|what|when|where|who|why|which|can|does|is)\b",
    re.IGNORECASE,
)
# What is left of a bare question once these are gone is its subject; nothing left means that it has none.
_SKELETON = re.compile(
    r"怎么(?:样|弄|办|用|退|换|买|卖|算|开|寄|洗|装|做|搞|选|领|付|写|收)?|如何|"
    r"多少钱?|多久|多长(?:时间)?|多大|多重|多高|几天|几个|几点|几号|"
    r"哪里|哪儿|在哪|什么(?:时候|时间)?|啥(?:时候)?|为什么|为啥|咋(?:弄|办|整)?|谁(?:出|"
    r"付|承担|来)?|吗|么|呢|啊|呀|吧|了|的|那|就|还|也|再|又|都|才|"
    r"大概|一般|请问|我|你们?|能不能|可不可以|可以|可|能|要不要|需要|要|会|有没有|有|没有|"
    r"是不是|是|到账?|到货|到|发|寄|退|换|买|用|修|洗|行|支持|"
    r"贵|便宜|重|一下|时间|钱|内|以内|之内|"
    r"第[一二三四五\d](?:个|步|种|款|条)|个|种|步|"
    r"how (?:much|long|many|soon|far)|how|when|where|why|which|what|can i|do i|"
    r"does it|will it|is it|the|cost|take|price|[\s，,。？?！!~～、]",
    re.IGNORECASE,
)
_THING = re.compile(
    r"^(?:就是|关于|你们?家?的?)?(?P<this>[那这](?:个|款|种|台|件)?)?(?P<thing>[一-鿿A-Za-z\d]{2,12}?)[的呢啊。.]?$"
)
_ABOUT_IT = re.compile(r"(?:还)?(?:能|可以|会|要|有|支持|多少|怎么|如何|什么|几|是)")
"""How a question begins that says nothing of what it is about."""
_CAN_IT = re.compile(r"(?:还)?(?:能(?!买|换|送)|可以(?!买|换|送)|会)")
"""The same, of what a thing can do: what is named in it is no thing of its own."""
_NAMED = 0.75
"""Share of a message that has to be names of goods."""
_POINTED_AT = 0.5
"""The same behind 那个 or 这款, which make a name of what follows."""
_COUNT = re.compile(r"^(?:一共|总共|是|有)?(?:几|多少)[一-鿿](?:装|的|啊|呢)?[？?]?$")
"""几片的, 多少毫升: how many of what was said before."""
_IN_THAT_CASE = re.compile("^那么?(?:[能会要得可就]|还[能会要得可])")
"""那能省多少水: of what was just asked about, not of a thing."""
_PART_OF_IT = re.compile("^(?:里头|里面|里边|上面|上头|下面|外面|自带|内置)的?[一-鿿]")
_ORDINAL = re.compile(r"^(?:那)?第[一二三四五\d](?:个|步|种|款|条)")
_ANSWER = re.compile(r"第[一二三四五\d]|(?:订单|尾号|单号|后四位)*[是:：]?[A-Za-z]{0,6}\d{1,24}")
_ALL_OF_THEM = re.compile(
    r"(?:[这那])?(?:[两几二三俩仨]|全部|所有)?(?:个|单|笔|件|样)?(?:全?都|全部?|一起|俩|仨)(?:要|给我|帮我)?(?:查|看|说|问)?(?:一下|下|看|说)?"
)
"""都查, 两个都看: every one of the choices."""
_CHOICE = re.compile(r"尾号\s?\**[0-9A-Za-z-]{4,}")
_PICKED = re.compile(
    r"(?:就?是|要)?[^，。？！?!]{1,12}(?:那|的)(?:那|这)?(?:一)?(?:个|单|笔|件|份|款|张|样|只|双|条|台|顶|把|本|套|瓶|盒|袋|包|支|根)?[啦呀哈啊哦呗哒]*[。.～~]?"
)
"""贵的那个, 白色的: one of the choices by what it is like."""
_NEW_MATTER = re.compile(
    r"^(?:发票|优惠券?|会员|积分|保修|质保|价保|客服|电话|地址|物流|快递|赠品|invoice|warranty|coupons?)$", re.I
)
_SIDE_MATTER = re.compile(r"^(?:运费|邮费|快递费|费用|时间|多久|流程|条件|shipping|postage)$", re.IGNORECASE)
_PROCESS = re.compile(r"退货|换货|退款|退|换|维修|修|寄|发货|发")
_PROCESS_NAMES = {"退": "退货", "换": "换货", "退款": "退货", "修": "维修", "寄": "寄回"}
_KINDS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        "|".join(sorted((*PROVINCES, *SHIPPING_REGIONS), key=len, reverse=True)),
        r"(?:特|超|加)?[大中小](?:号|码|款|杯|份|箱|包|瓶|个)|(?<![a-z])(?:x{0,3}[sl]|m)(?:码|号)?(?![a-z])",
        "[红黑白蓝绿黄粉紫灰橙棕金银青米](?:色|的|款)|(?:深|浅|亮|暗)[红蓝绿灰]色?",
        r"[单双三四五六]人(?:款|间|份|位)?",
        "男款|女款|男士|女士|儿童|成人|老人|孕妇|宝宝",
        "普通会员|[金银铜钻黑白]卡(?:会员)?|普通|会员|vip",
        r"\d+(?:\.\d+)?(?:ml|l|g|kg|cm|mm|m|斤|克|升|毫升|寸|米|码|片|支|元|块|w|mah)",
        "[猫狗犬兔鸟鱼]|仓鼠|大人|小孩|男孩|女孩",
        "微信|支付宝|花呗|信用卡|银行卡|储蓄卡|货到付款",
        "今天|明天|后天|周末|周[一二三四五六日]|节假日|工作日",
    )
)
"""Closed classes: a member named in the turn stands in for the member in the question before."""
_ATTRIBUTE = re.compile(r"(?:没有?|未|已经?|不)?[一-鿿]{1,6}?的")
_WEAK = set("的了没未不已经有过是那呢")


@dataclass(frozen=True)
class _Turn:
    fragment: str | None
    """What stands in for something in the earlier question."""
    points: bool
    """It names its subject by a pronoun."""
    bare: bool
    """It asks without a subject."""
    ordinal: bool


def answers_shop(text: str, own_products: list[str], address: str | None, history: Sequence[Line]) -> bool:
    """Whether the turn only answers what the shop just asked: 第二个, 尾号0902, 登山杖那个, an address."""
    if history[-1].speaker is Speaker.CUSTOMER or not re.search(r"[？?]|哪一?[单个笔件]|请", history[-1].text):
        return False
    if text.strip(" ？?。.!！").endswith(_AND_THIS):
        # 虫呢 asks in turn.
        return False
    if address is not None and text.strip().startswith(address[:4]) and not _ASKING.search(text):
        return True
    stripped = re.sub(r"[\s。.!！，,]|^(?:是|就是?|要)|(?:的|那|这)?(?:个|一?单|一?笔|件)?$", "", text.strip())
    if _ANSWER.fullmatch(stripped) or _ALL_OF_THEM.fullmatch(stripped):
        return True
    if _PICKED.fullmatch(text.strip()) and len(_CHOICE.findall(history[-1].text)) > 1 and not _ASKING.search(text):
        return True
    return len(own_products) == 1 and len(stripped) <= len(own_products[0]) + 2 and not _ASKING.search(text)


def named_before(
    text: str, history: Sequence[Line], vocabulary: frozenset[str], own_products: Sequence[str] = ()
) -> str | None:
    """The thing that the message before only named (那个气罐炉头) and of which this one asks; None without one.

    Args: own_products: terms that this one names: 能带上飞机吗 asks what another thing can do to them.
    """
    before = next((line.text.strip() for line in reversed(history) if line.speaker is Speaker.CUSTOMER), "")
    match = _THING.match(before)
    if match is None or _ASKING.search(before) or not _ABOUT_IT.match(text.strip()):
        return None
    if own_products and not (match["this"] and _CAN_IT.match(text.strip())):
        return None
    named = match["thing"]
    # Nothing but the thing itself: 气罐买多了 tells something.
    spoken = sum(found.end - found.start for found in find_products(fold(named), vocabulary))
    return named if spoken >= (_POINTED_AT if match["this"] else _NAMED) * len(named) else None


def needs_completion(text: str, own_products: list[str]) -> bool:
    """Whether the turn can't be understood alone."""
    turn = _read(text, own_products)
    return turn.fragment is not None or turn.points or turn.bare or turn.ordinal


def complete(text: str, earlier: str, topic: str | None, own_products: list[str], vocabulary: frozenset[str]) -> str:
    """The turn as a whole question, made from the earlier one and the goods spoken of."""
    turn = _read(text, own_products)
    if turn.fragment is not None:
        return _merged(turn.fragment, earlier, topic, vocabulary)
    if _IN_THAT_CASE.match(text.strip()) and is_polar(earlier):
        # Whether it can is asked first; what follows from it, next.
        return f"{_statement(earlier)}，{text}"
    if turn.points and topic:
        return _POINTER.sub(topic, text, count=1)
    if turn.ordinal:
        return f"{_statement(earlier)}，{text}"
    return f"{topic}{_lead_in_removed(text)}" if topic else f"{_statement(earlier)}，{text}"


def _read(text: str, own_products: list[str]) -> _Turn:
    stripped = text.strip()
    match = _WHAT_ABOUT.match(stripped) or _CORRECTION.match(stripped)
    fragment = next((part for part in match.groupdict().values() if part), None) if match else None
    if fragment and (_ASKING.search(fragment) or not fragment.strip("那这你们我")):
        fragment = None
    if not fragment and own_products and _only_names(stripped, own_products):
        fragment = stripped.strip(" 。.!！?？")
    short = len(stripped) <= (40 if stripped.isascii() else 16)
    points = not fragment and not own_products and short and _POINTER.search(stripped) is not None
    asks = _ASKING.search(stripped) is not None
    subjectless = not _SKELETON.sub("", stripped) or _COUNT.match(stripped) is not None
    bare = not own_products and short and asks and subjectless
    ordinal = not fragment and short and _ORDINAL.match(stripped) is not None
    return _Turn(fragment, points, bare, ordinal)


def _only_names(text: str, products: list[str]) -> bool:
    """就是大礼盒: nothing but the thing is said, so the question before is meant of it."""
    bare = re.sub(r"^(?:就是|是|要|那)|(?:的|那个|这个|款)$|[\s。.!！?？，,]", "", text)
    return not _ASKING.search(bare) and any(bare.lower() in name.lower() for name in products)


def _merged(fragment: str, earlier: str, topic: str | None, vocabulary: frozenset[str]) -> str:
    if _NEW_MATTER.match(fragment):
        return f"{topic}的{fragment}" if topic else fragment
    if _SIDE_MATTER.match(fragment):
        process = _PROCESS.search(earlier)
        return f"{topic or ''}{_PROCESS_NAMES.get(process.group(), process.group()) if process else ''}{fragment}怎么算"
    for kind in _KINDS:
        old = kind.search(earlier)
        if kind.search(fragment) and old:
            # 蓝色那个 and 大号的 say more than the class word; all of it takes the old one's place.
            return earlier[: old.start()] + fragment.removesuffix("那个").removesuffix("的") + earlier[old.end() :]
    before, new = find_products(fold(earlier), vocabulary), find_products(fold(fragment), vocabulary)
    if before and _PART_OF_IT.match(fragment):
        return earlier[: before[0].end] + fragment + earlier[before[0].end :]
    if before and (sibling := of_same_line(fragment, before[0].value, vocabulary)):
        return earlier[: before[0].start] + sibling + earlier[before[0].end :]
    if before and new:
        return earlier[: before[0].start] + fragment + earlier[before[0].end :]
    if shared := next((m for m in _ATTRIBUTE.finditer(earlier) if _similar(m.group(), fragment)), None):
        return earlier[: shared.start()] + fragment.removesuffix("的") + "的" + earlier[shared.end() :]
    if fragment.isascii():
        return f"{earlier.rstrip('? ')} ({fragment})?"
    if before and fragment.endswith(("的", "那个", "款")):
        start = before[0].start
        return f"{earlier[:start]}{fragment.removesuffix('那个').removesuffix('的')}的{earlier[start:]}"
    return f"{fragment}，{earlier}"


def _similar(one: str, other: str) -> bool:
    return bool((set(one) & set(other)) - _WEAK)


def _lead_in_removed(text: str) -> str:
    return re.sub(r"^(?:那么?|那就|所以|哦|嗯)[\s,，]*", "", text.strip())


def _statement(question: str) -> str:
    return question.strip().rstrip("？?。.！! ")
