"""What kind of answer a question asks for, and whether a text holds one."""

import re
from enum import StrEnum

from agent.reasoning.embedded.words import english_asks


class AnswerType(StrEnum):
    """The shape of an answer."""

    CLOCK = "clock"
    TIME = "time"
    WEEKDAY = "weekday"
    MONEY = "money"
    MEASURE = "measure"
    PLACE = "place"
    PAYER = "payer"
    POLAR = "polar"
    STEPS = "steps"
    CAUSE = "cause"
    LIST = "list"
    WHAT = "what"


_NUMBER = r"(?:\d+(?:\.\d+)?|[一二两三四五六七八九十百千半几]+)"

_ASKS: tuple[tuple[AnswerType, re.Pattern[str]], ...] = (
    (AnswerType.CLOCK, re.compile(
        r"几点|营业时间|上班时间|服务时间|开放时间|什么时[间候]?(?:上班|下班|开门|关门|营业)|"
        + english_asks.CLOCK, re.I)),
    (AnswerType.WEEKDAY, re.compile(
        r"(?:周|星期|礼拜)几|哪[几一]?天(?:休息|不开|开门|营业|上班)|" + english_asks.WEEKDAY, re.I)),
    (AnswerType.TIME, re.compile(
        r"多久|多长时间|几(?:[天日号月周]|分钟|小时|星期|礼拜|个?工作日)|哪个月|几个钟|什么季节|多少[天个]?(?:天|小时|工作日|月)|几个[月小工]|什么时[候间]|"
        r"啥时[候间]?|何时|哪天|时效|期限|有效期|保质期|几年|最晚|最迟|" + english_asks.TIME, re.I)),
    (AnswerType.PAYER, re.compile(
        r"谁(?:来)?(?:出|付|承担|掏|负责)|(?:要|用)?我(?:自己)?(?:出|付|承担|掏)|你们(?:出|付|承担|"
        r"包)|" + english_asks.PAYER, re.I)),
    (AnswerType.MONEY, re.compile(
        r"多少钱|几块|多少元|几元|[价费](?:格|钱|用)?(?:是|要)?多少|(?:怎么|咋|如何)(?:卖|收费|算钱|计费|收钱)|[收加贵补减抵返赔]多少|贵多少|便宜多少|几折|多少折|[么啥]价|几个米|"
        r"(?:买|租|押|换|修|补|加(?![长宽厚大高热])|掏|花|得)(?![^，。？?]*(?:水|电|油|料|粮|重|率|宽|厚|度|数))[^，。？?\d]{0,8}多少(?=[啊呀呢哦]?(?:$|[？?，,。\s]))|"
        r"邮费|运费|" + english_asks.MONEY, re.I)),
    (AnswerType.MEASURE, re.compile(
        r"多[大高长宽重厚深远]|多少|几[克斤升米寸个层级码度套件份包瓶盒只支条张双顶副根卷箱袋片颗粒台位人次遍种款档样]|尺寸|重量|容量|功率|规格|参数|"
        + english_asks.MEASURE, re.I)),
    (AnswerType.PLACE, re.compile(r"哪里|哪儿|在哪|什么地方|地址(?:是|在)|" + english_asks.PLACE, re.I)),
    (AnswerType.STEPS, re.compile(
        r"怎么(?!回事|样|还|会|没|不|这|那|是)|咋(?!回事|样|还|会|没|不|这|是)|如何|怎样|步骤|流程|"
        r"教程|方法|手续|" + english_asks.STEPS, re.I)),
    (AnswerType.CAUSE, re.compile(
        r"为什么|为啥|怎么回事|咋回事|怎么(?:还|会|没|不|这么|是)|咋(?:还|会|没|不|这么|是)|原因|"
        r"什么意思|啥意思|" + english_asks.CAUSE, re.I)),
    (AnswerType.LIST, re.compile(
        r"哪些|哪几|有什么|有啥|都有|包括|什么颜色|" + english_asks.LIST, re.I)),
    (AnswerType.WHAT, re.compile(
        r"是什么|是啥|什么是|叫什么|什么[^么时]|啥[^时]|哪[个种款家]|" + english_asks.WHAT, re.I)),
)  # fmt: skip
_POLAR = re.compile(
    r"[吗嘛么][？?。！!～~\s]*$|[吗嘛][，,、？?。\s]|能不能|可不可以|可否|是不是|会不会|有没有|"
    r"要不要|行不行|用不用|是否|能否|支不支持|好不好|([\u4e00-\u9fff])不\1|"
    r"(?:还能|能|可以|会|支持|有|包邮|行|得了|一样|够|准)[^，。？?]{0,12}(?:不|没|没有|不了)[？?\s]*$|(?:^|"
    r"[，,。\s])(?:还能|能|可以|可)[^，。什么怎么多几哪谁]{1,14}[？?]?\s*$|" + english_asks.POLAR,
    re.IGNORECASE,
)
_HOLDS: dict[AnswerType, re.Pattern[str]] = {
    AnswerType.CLOCK: re.compile(r"\d{1,2}[:：]\d{2}|\d{1,2}\s*点|24\s*小时|全天|[上下]午|[一二两三四五六七八九十]+点"),
    AnswerType.TIME: re.compile(_NUMBER + (
        r"\s*(?:个)?(?:自然|工作)?(?:年|月|周|星期|天|日|小时|分钟|钟头|秒|点|h\b)|"
        r"\d{1,2}[:：]\d{2}|当[天日]|次日|第二天|随时|全天|周[一二三四五六日末]|月底|永久|终身|长期"
        )),
    AnswerType.WEEKDAY: re.compile(r"(?:周|星期|礼拜)[一二三四五六日天末]|每天|天天|每日|全年|工作日|节假日"),
    AnswerType.MONEY: re.compile(_NUMBER + (
        r"\s*(?:元|块|毛|角|折|%)|[¥￥]\s*\d|[价费金](?:格|额)?(?:[（(][^）)]{1,8}[）)])?[:：]\s*\d|"
        r"免费|包邮|不收|免运费|不要钱|不另收|[减返省抵]\s*\d"
    )),
    AnswerType.PAYER: re.compile(
        r"承担|自付|自理|自费|包邮(?!门槛|条件|线)|免费|(?:我们|本店|店铺|商家|买家|您|客户|顾客|双方|"
        r"责任方)[^，。；]{0,6}(?:出|付|负责)|不收|运费险"),
    AnswerType.MEASURE: re.compile(
        r"\d|[一二两三四五六七八九十百千万]+(?:[个种层级档款人只支件分元块克斤升米寸]|"
        r"[册页张份次码度倍成折]|公斤|毫)"),
    AnswerType.PLACE: re.compile(
        r"[省市区县镇路街]\S{0,14}[号楼室层]|地址[:：是在]|位于|在.{1,12}(?:里|处|上|旁|侧|面|下面)|"
        r"http|页面|首页|菜单|产自|产地|点"),
    AnswerType.POLAR: re.compile(
        r"可以|不能|不可|不得|能|支持|不支持|无需|需要|必须|禁止|请勿|切勿|不要|勿|免费|没有|有|是|"
        r"均|都|会|不会|不"),
    AnswerType.STEPS: re.compile(r"请|先|再|然后|点击|点|选择|打开|按|联系|提交|申请|填|进入|放|拧|插|用|步骤|方法"),
    AnswerType.CAUSE: re.compile(
        r"因为|由于|原因|所以|导致|造成|说明|表示|是.{1,20}引起|正常|属于|可能|多半|因.{1,12}[，而]"),
}  # fmt: skip


_SPAN = re.compile(
    r"(?<![还好])(?<!还[要得需有])(?:多久|多长时间|几(?:[天周年]|分钟|个?小时|个月|个?星期|个?礼拜|个?工作日)|多少(?:天|个?小时|个?工作日))"
    r"(?!了|前|没[^，。？?]*了)|(?<!much )how long\b(?! ago)|how many (?:business |working )?(?:days|hours|weeks)\b",
    re.IGNORECASE,
)


def asks_span(question: str) -> bool:
    """Whether it asks how long something takes: a rule tells that, an order when it comes."""
    return bool(_SPAN.search(question))


def answer_types(question: str) -> tuple[AnswerType, ...]:
    """The kinds of answer asked for, most telling first; empty when nothing tells."""
    found = [kind for kind, pattern in _ASKS if pattern.search(question)]
    if AnswerType.CLOCK in found and AnswerType.TIME in found:
        found.remove(AnswerType.TIME)
    if AnswerType.MONEY in found and AnswerType.MEASURE in found:
        found.remove(AnswerType.MEASURE)
    if AnswerType.TIME in found and AnswerType.MEASURE in found:
        found.remove(AnswerType.MEASURE)
    if _POLAR.search(question.strip()):
        # “运费要我出吗” asks yes or no about money; the yes or no comes first.
        found.insert(0, AnswerType.POLAR)
    return tuple(dict.fromkeys(found))


SHAPED = frozenset(
    {
        AnswerType.CLOCK,
        AnswerType.WEEKDAY,
        AnswerType.TIME,
        AnswerType.MONEY,
        AnswerType.MEASURE,
        AnswerType.PLACE,
        AnswerType.PAYER,
    }
)
"""Kinds whose answers can be told by their shape: evidence without it doesn't answer."""

TYPE_WORDS: dict[AnswerType, frozenset[str]] = {
    AnswerType.WEEKDAY: frozenset(["礼拜", "星期", "周", "开", "开门", "营业", "休息", "上班"]),
    AnswerType.CLOCK: frozenset(["营业", "上班", "开门", "关门", "下班", "时间", "开", "进", "进去"]),
    AnswerType.TIME: frozenset(["时间", "时效", "期限", "到账", "多长", "几年", "几个月", "开始", "结束"]),
    AnswerType.MONEY: frozenset(
        ["收费", "价格", "价钱", "多少钱", "费用", "花费", "钱", "售价", "卖", "运费", "邮费", "贵", "租", "几块"]
    ),
    AnswerType.MEASURE: frozenset(["大小", "数量", "承受", "度"]),
    AnswerType.STEPS: frozenset(["操作", "流程", "步骤", "手续", "办理", "申请", "方法", "教程", "处理", "用"]),
    AnswerType.PLACE: frozenset(["地址", "位置", "地方", "路", "条"]),
    AnswerType.PAYER: frozenset(["出", "付", "承担", "掏", "谁出", "负责", "谁付", "谁掏"]),
}
"""Words of a question that only say which kind of answer is wanted: an answer of that kind need not repeat them."""


_LENGTH = re.compile(r"\d\s*(?:cm|mm|m\b|米|厘米|毫米|寸|尺)|\d\s*[×xX*]\s*\d", re.I)
DIMENSIONS: dict[str, re.Pattern[str]] = {
    **dict.fromkeys(("多重", "重量", "净重", "重", "斤"), re.compile(r"\d\s*(?:kg|g\b|公斤|千克|克|斤)", re.I)),
    **dict.fromkeys(("尺寸", "多长", "多宽", "多高", "长度", "高度", "宽度", "直径"), _LENGTH),
    **dict.fromkeys(("容量",), re.compile(r"\d\s*(?:ml|l\b|升|毫升|mah|毫安|wh|瓦时)", re.I)),
    **dict.fromkeys(("功率", "多少瓦"), re.compile(r"\d\s*(?:k?w\b|瓦|千瓦)", re.I)),
}
"""Words that ask for a quantity, and the units by which an answer is known even when it doesn't name the quantity."""


def is_polar(question: str) -> bool:
    """Whether yes or no answers it."""
    return _POLAR.search(question.strip()) is not None


def holds(kind: AnswerType, text: str) -> bool:
    """Whether the text holds an answer of this kind; kinds without a shape are held by any text."""
    pattern = _HOLDS.get(kind)
    return pattern is None or pattern.search(text) is not None
