"""Words by which columns are known, in any shop's tables; compared after `column_key`."""

import re
import unicodedata


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SIMILAR = re.compile(r"相似|类似|近似|扩展|同义|问法|又问|也问|[别其][的他它]问|换.{0,4}问|^similar|^alias|^variants?$")
"""Other ways to ask; looked for before the question itself."""
QUESTION = re.compile(r"^(?:.{0,4}(?:问题|提问|题目|标准问)|.{0,4}问|.{0,2}题|questions?|q|faq)$")
ANSWER = re.compile(r"^(?:.{0,4}(?:答案|回答|解答|答复|回复|答法|话术)(?:内容)?|.{0,2}答|answers?|a|reply)$")
CATEGORY = _words("分类 类别 类目 一级分类 二级分类 栏目 模块 主题 所属分类 问题分类 category topic")
INDEX = _words("编号 序号 序 id no no. # 行号")

NAME = _words("项目 参数 参数项 参数名 名称 属性 规格 指标 字段 条目 内容 item name parameter spec")
VALUE = _words("数值 值 参数值 内容 说明 描述 详情 参数 规格 规格值 value description detail")

PRODUCT = _words("商品 商品名称 产品 产品名称 品名 款式 款名 型号 货号 名称 sku product model")

NO_AMOUNT = _words("免费 包邮 无 不限 面议 另议 — - / free none")
"""What may stand in a column of amounts instead of one."""

INTERNAL = re.compile(
    r"内部(?!空间|尺寸|结构|高度|长度|宽度|深度|容积|材质|材料|面料|温度|存储|直径|净)|成本|进价|进货价|供货价|采购价|底价|毛利|利润"
    r"|仅客服|勿外传|不对外|^(?:unit\s*)?cost(?:\s*price)?$|margin|internal",
    re.IGNORECASE,
)
"""A column or sheet of this name isn't for customers."""

HEADER_ENDS = re.compile(
    r"(?:名称|型号|编号|含义|意思|说明|内容|时间|时效|日期|价格?|数值|参数|类别|类型|项目?|方式|等级|地区|条件|处理|办法|方法|原因|备注"
    r"|单位|问题|答案|尺寸|重量|规格|颜色|状态|标准|要求|步骤|情况|现象|故障|品类|商品|产品|金额|期限|保修期|费用?|运费|比例|范围|材质"
    r"|渠道|地址|电话|[人值率量码号]|name|type|value|price|time|code|item|size)$",
    re.IGNORECASE,
)
"""How the second column of a two-column table is headed when the first row is a header."""


def column_key(name: str) -> str:
    """A column name for comparison: NFKC, lower case, no spaces or brackets."""
    folded = unicodedata.normalize("NFKC", name).lower()
    return re.sub(r"\s|\(.*?\)|\[.*?\]|[:：*]", "", folded)


def pair(name: str, value: str) -> str:
    """A value with its column's name."""
    return f"{name}：{flat(value)}" if name else flat(value)


def flat(value: str) -> str:
    """Lines of a cell as one line."""
    *lines, last = value.split("\n")
    ends = re.compile(r"[。；;，,、：:！？]$")
    return "".join(line if ends.search(line) else f"{line}，" for line in lines) + last
