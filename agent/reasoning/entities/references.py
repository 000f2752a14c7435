"""Words that point at orders or goods without naming them."""

import re

_EVERY = re.compile(
    r"(?<!不)全部|所有(?:的)?(?:订单|单)|(?:这|那)?(?:几|两|二|三|四|五|\d+)(?:单|笔|个订单|"
    r"个单|样|件|个|样东西|件东西|个东西|个快递|个包裹|件商品|个退款|笔退款)(?:都|全|分别|各|总共|一共)|都(?:退|取消|查|催|看|说|列|要|给|告诉|问|报|讲|念)|(?<!人)的都(?!是[^，,。；;]{0,3}(?:什么|啥|哪))|(?:那|这)(?:几|两|俩|仨|三)(?:单|笔|个(?:快递|包裹|订单|单|退款|件))|的(?:那|这)(?:几|两|俩|仨|三)(?:个|单|笔|件)|全都|(?:俩|仨|两个|三个|几个)(?:都|全|各|分别)|各(?:自|是|到)|分别|几(?:个|笔)(?:退款|包裹|快递|订单)|每(?:一)?(?:单|笔|个订单)|"
    r"(?:订单|单子|包裹|快递)(?:都|全)|统统|[两俩三仨四几](?:单|笔|个订单)[^。；;？?]{0,12}(?:都|全|分别|各)|"
    r"一起(?:退|取消|查)|\ball (?:of )?(?:my |the )?orders\b|\bboth orders\b",
    re.IGNORECASE,
)
_LATEST = re.compile(
    r"刚刚?(?:才)?(?:买|下单|拍|付|订|下的)|最近(?:的)?(?:那|这|一|买|"
    r"下)(?:一)?(?:单|笔|个)?|最新(?:的)?(?:那|一)?(?:单|笔|个)?(?:订单)?|"
    r"上(?:一)?(?:单|个订单|笔)|最后(?:一)?(?:单|笔)|\b(?:latest|most recent|"
    r"last) order\b|just (?:bought|ordered|placed)",
    re.IGNORECASE,
)
_POINTING = re.compile(
    r"它|(?:这|那|该|此)(?:个|一?单|一?笔|款|件|双|条|台|盒|瓶|本|套|只|把|张|包|"
    r"袋|箱|份|种|批|盏|辆|部|支|盆|束|家伙|东西|商品|产品|订单|货|包裹|快递)|"
    r"刚才(?:说|问|查)?的|上面(?:那|说)|前面(?:那|说)|\b(?:it|that one|this one|that order|this order|the order)\b",
    re.IGNORECASE,
)


def says_every(text: str) -> bool:
    """全部, 这几单都."""
    return _EVERY.search(text) is not None


def says_latest(text: str) -> bool:
    """刚买的, 最近那单."""
    return _LATEST.search(text) is not None


def points_back(text: str) -> bool:
    """它, 那个, 这单: something of the conversation is meant."""
    return _POINTING.search(text) is not None
