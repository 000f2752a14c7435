"""What a question wants measured (多重, 多少瓦, 啥色儿), and which columns and units of a table measure it."""

import re
from dataclasses import dataclass
from functools import lru_cache

_LENGTH = r"\d\s*(?:cm|mm|m\b|米|厘米|公分|毫米|(?:英)?寸|尺)|\d\s*[×xX*]\s*\d"
_LENGTHS = re.compile(_LENGTH, re.IGNORECASE)
_IN_BRACKETS = re.compile(r"[（(][^（）()]*[)）]")
_PLAIN = re.compile(
    r"外形|整机|整车|整体|机身|主机|产品|商品|单品|本体|净|毛|裸|自|总|额定|最大|最高|最小|最低|标准|标称|实际|参考|约|展开后?|撑开后?|打开后?|"
    r"成品|规格|说明|备注|供电|电源|型号|运行|工作|可选|现有|每(?:分钟?|小时|[一-鿿])|的|约|大小|参数|数据|数值|度$|量$"
)
"""What a column's name may say beside the quantity without measuring a part or a state of the thing."""


@dataclass(frozen=True)
class Quantity:
    """Something that goods are measured by."""

    name: str
    asks: re.Pattern[str]
    column: re.Pattern[str]
    """In the name of a column that measures it."""
    unit: re.Pattern[str] | None = None
    """In values, where no column is called after it; None where no unit tells it."""

    @property
    def of_parts(self) -> bool:
        """Whether a thing and its parts have each their own: a width, but not a price."""
        return self.unit is _LENGTHS or self.name in ("weight", "length")

    def measured_by(self, column: str, value: str, asked: str) -> bool:
        """Whether the cell tells it of what is asked about: 座宽 isn't the width of the wheels.

        Args:
            column: The column's name.
            value: The cell.
            asked: What the question speaks of beside the thing's name and the quantity, see ``beside``.
        """
        part = _PLAIN.sub("", self.column.sub("", _IN_BRACKETS.sub("", column))).strip("/、· ")
        if self.of_parts and part and asked and not set(part) & set(asked):
            return False
        if self.column.search(column):
            return True
        owned = any(other.column.search(column) for other in QUANTITIES if other.name != self.name)
        return not owned and self.unit is not None and self.unit.search(value) is not None


def _quantity(name: str, asks: str, column: str, unit: str | None = None) -> Quantity:
    found = _LENGTHS if unit == _LENGTH else re.compile(unit, re.IGNORECASE) if unit else None
    return Quantity(name, re.compile(asks, re.IGNORECASE), re.compile(column, re.IGNORECASE), found)


_COUNT = r"(?:多少|几|好几)个?"
QUANTITIES = (
    _quantity(
        "load",
        r"承重|载重|限重|承受|(?:能|可以)?[坐载装承背]多重|[坐载承](?:得下|得住)?多[重少]",
        r"承重|载重|限重|负重|承载|载荷|荷载",
    ),
    _quantity(
        "weight",
        rf"多重|多沉|重量|净重|毛重|{_COUNT}(?:公斤|千克|斤|克|kg)",
        r"(?<![承载限负体加])重",
        r"\d\s*(?:kg|g\b|公斤|千克|克|斤|吨)",
    ),
    _quantity("power", rf"功率|{_COUNT}(?:千?瓦|k?w\b)", r"功率|瓦数", r"\d\s*(?:k?w\b|千?瓦(?!时))"),
    _quantity("speed", rf"转速|{_COUNT}转(?![账帐])", r"转速", r"\d\s*(?:转|rpm|r/min)"),
    _quantity("noise", rf"噪音|分贝|声音(?:有)?多大|{_COUNT}(?:分贝|db)", r"噪[音声]|声音|分贝", r"\d\s*(?:分贝|db)"),
    _quantity("voltage", rf"电压|{_COUNT}(?:伏|v\b)", r"电压", r"\d\s*(?:伏|v\b)"),
    _quantity("volume", rf"容量|容积|{_COUNT}(?:毫升|升|ml\b|l\b)", r"容[量积]", r"\d\s*(?:ml|l\b|毫升|升)"),
    _quantity("range", rf"[跑骑开]多远|续航|{_COUNT}(?:公里|千米|km)", r"续航|里程", r"\d\s*(?:公里|千米|km)"),
    _quantity("inches", rf"{_COUNT}(?:英)?寸", r"英寸|寸[）)]", r"\d\s*(?:英)?寸|\d\s*[″\"]"),
    _quantity("thickness", r"多厚|厚度|厚薄", r"(?<!加)厚(?!款)", _LENGTH),
    _quantity("width", r"多宽|宽度", r"(?<!加)宽(?!款|版)|尺寸", _LENGTH),
    _quantity("height", r"多高(?![兴档级端])|高度", r"(?<![加增])高(?![级档端配款版])|尺寸", _LENGTH),
    _quantity("depth", r"多深|深度", r"深|尺寸", _LENGTH),
    _quantity(
        "length",
        r"多长(?!时间)|长度",
        r"(?<![加延])长(?![期效款版])|尺寸",
        rf"{_LENGTH}|\d\s*(?:年|个?月|周|天|小时|分钟|秒|页|集)",
    ),
    _quantity(
        "size",
        r"(?<![穿买选用要配戴拿])多大(?!年|岁|的)|尺寸|大小|长宽高",
        r"尺寸|直径|口径|长.{0,3}宽|宽.{0,3}[高深]",
        _LENGTH,
    ),
    _quantity("colour", r"(?:什么|啥|哪[几些种个]*|几[种个]?)颜?色[儿的号]?|颜色|配色", r"颜色|配色|色号|可选色"),
    _quantity("material", r"材质|材料|面料|(?:什么|啥)(?:料|布|材质|做)", r"材[质料]|面料|质地"),
    _quantity(
        "contents",
        r"[带送配含附](?:了|的|有|些|上|着)*(?:什么|啥|哪[几些])|里面?都?有些?(?:什么|啥)",
        r"含|随附|附件|附带|配件|清单|赠品|标配",
    ),
    _quantity("rent", r"租", r"租(?!期)"),
    _quantity("deposit", r"押金?", r"押金?"),
    _quantity(
        "price",
        r"多少钱|[啥么]价位?|价[格钱]|几块|几个米|怎么卖|咋卖|售价|买[^，。？?]{0,4}多少",
        r"价(?!保)格?|售",
        r"\d\s*(?:元|块)|[¥￥]\s*\d",
    ),
)
"""Ordered: what is asked about more narrowly first (能坐多重 before 多重)."""
_FIGURE = re.compile("多少|几|怎么|价|费")
_ASIDE = re.compile(r"[，,。？?！!；;\s]+")
_EVERYDAY = re.compile(
    r"现在|目前|每(?:分钟?|小时|[天次年月])|整个?|全部?|最?[大高多少]|左右|到底|一共|总共|[的了吗呢吧啊呀嘛么哦是有都在这那就也还又能会要得给把被跟和与各才约请问你们我家"
    r"一二两三四五六七八九十\d个台款只件张条套把支种几啥什怎哪咋样不没本身]"
)


@lru_cache(maxsize=1024)
def asked_quantity(question: str) -> Quantity | None:
    """What the question wants measured, in the last of its clauses that asks for something; None without one."""
    for clause in reversed(_ASIDE.split(question)):
        found = next((quantity for quantity in QUANTITIES if quantity.asks.search(clause)), None)
        if found is not None and (found.name not in ("rent", "deposit") or _FIGURE.search(clause)):
            return found
    return None


def beside(question: str, quantity: Quantity) -> str:
    """What the question speaks of beside the quantity, up to the clause that asks for it: what follows is why."""
    asks = list(quantity.asks.finditer(question))
    end = _ASIDE.search(question, asks[-1].end()) if asks else None
    asked = question[: end.start()] if end else question
    return _ASIDE.sub("", _EVERYDAY.sub("", _PLAIN.sub("", quantity.asks.sub("", asked))))
