"""Specifications and quantities as customers write them, each with its place."""

import re

from agent.checks.numerals import NUMERAL, number_of
from agent.reasoning.entities.found import Found, fold

_COLOUR = (
    r"(?:深|浅|亮|暗|哑光|荧光|雾霾|奶油|莫兰迪|薄荷|樱花|香槟|宝石|天空|玫瑰|牛油果|燕麦|雪山|星空|曜石|"
    r"藏|墨|湖|军|酒|大|淡|粉|纯|本)?"
    r"(?:红|橙|黄|绿|青|蓝|紫|黑|白|灰|粉|棕|咖啡?|卡其|米|杏|银|金|驼|裸|藕|驼绒|透明|军绿|藏青|藏蓝|"
    r"酒红|墨绿|香槟|玫瑰金|原木)(?:色|白色|绿色|蓝色|灰色)"
)
_SIZE = (
    r"(?<![A-Za-z0-9])(?:[2-6]?X{0,3}[SL]|M|均)码|(?<![A-Za-z0-9])(?:[2-6]X|X{1,3})L(?![A-Za-z0-9])|"
    r"(?<![\d.])\d{2,3}(?:\.5)?码"
    r"|(?:特?大|中|特?小|加大|加小|超大)(?:号|码)|(?:单|双|三|四|[1-9])人(?:款|份|装)|(?:男|女|儿童|成人|"
    r"青少年|老年)(?:款|装)|(?:加厚|加绒|升级|标准|基础|豪华|旗舰|青春|尊享|专业|普通|礼盒|家庭)(?:版|款|"
    r"装)"
)
_MEASURE = (
    r"(?<![A-Za-z0-9.])\d+(?:\.\d+)?\s?(?:[x×*]\s?\d+(?:\.\d+)?\s?){0,2}(?:毫升|ml|l(?![a-z])|升|kg|公斤|"
    r"克|g(?![a-z])|斤|厘米|cm|毫米|mm|英寸|寸"
    r"|gb|tb|w(?![a-z])|瓦|v(?![a-z])|mah|毫安|瓦时|wh|支装|片装|包装|只装|粒装|袋装|瓶装|罐装|盒装|抽|米(?![多左])|匹)"
    r"|(?<!\d)\d{1,2}\+\d{2,4}g?b?(?![a-z\d])"
)
_SPEC = re.compile("|".join((_COLOUR, _SIZE, _MEASURE)), re.IGNORECASE)
_COUNTER = (
    r"(?:件|个(?!月|小时|工作日|钟头|问题|事|人|电话|快递|订单|礼拜|星期|字)|台|双|套|瓶|盒|箱|包(?!装|邮|裹)|"
    r"袋|条(?!件|码)|支(?!付|持)|只|张(?!三)|把|本(?!来|店)|罐|份|桶|盆|束|对|副|枚|根|块(?!钱)|辆|部|斤|提|"
    r"组|款|床|串|棵|株|匹|卷|打|板|听|顶|面|单(?!元|位|号))"
)
_NUMBER = rf"(\d{{1,5}}|{NUMERAL})"
_BOUGHT = re.compile(
    r"(?:买|要|拍|订|定|来|购|下单|加购|发|收到?|退|换|一共|总共|共|数量)(?:了|过|的|是|我|成|错|给我|"
    rf"[:：]|\s){{0,3}}{_NUMBER}\s?{_COUNTER}"
)
_COUNTED = re.compile(rf"(?<![第\d.每一二三四五六七八九十]){_NUMBER}\s?{_COUNTER}(?!以[上下内]|起|装|减)")
_QUANTITY_LABEL = re.compile(r"(?:数量|件数)(?:是|为|[:：])?\s*(\d{1,5})")


def find_specs(text: str) -> list[Found]:
    """Colours, sizes, capacities and versions, in order."""
    return [Found(match[0], *match.span()) for match in _SPEC.finditer(fold(text))]


def find_quantity(text: str) -> tuple[int, Found] | None:
    """How many pieces are spoken of: behind a verb of buying first, then any counted goods but 一个."""
    plain = fold(text)
    for pattern in (_QUANTITY_LABEL, _BOUGHT, _COUNTED):
        for match in pattern.finditer(plain):
            number = number_of(match[1])
            article = pattern is _COUNTED and match[1] == "一"
            if number is not None and number == number.to_integral_value() and number >= 1 and not article:
                return int(number), Found(match[1], *match.span(1))
    return None
