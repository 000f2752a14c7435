"""Whether goods suit a group of people: the one medical matter that a document may settle, word for word."""

import re

_GROUPS: tuple[tuple[str, str], ...] = (
    (r"孕妇|孕期|怀孕|备孕|孕早期|孕晚期|孕妈|准妈妈|pregnan", r"孕|妊娠|准妈妈|pregnan"),
    (r"哺乳|喂奶|母乳|奶妈|产妇|坐月子|月子|breastfeed|nursing", r"哺乳|喂奶|母乳|产妇|月子|breastfeed|nursing"),
    (r"糖尿病|高血糖|血糖高|控糖|糖友|diabet", r"糖尿病|血糖|糖友|控糖|diabet"),
    (r"高血压|血压高|hypertens|high blood pressure", r"血压|hypertens|blood pressure"),
    (r"痛风|尿酸高|高尿酸", r"痛风|尿酸|嘌呤"),
    (r"过敏|allerg", r"过敏|allerg"),
    (r"敏感肌|敏感皮|敏感性皮肤|sensitive skin", r"敏感|sensitive"),
    (r"心脏病|起搏器|心脏支架|pacemaker", r"心脏|起搏器|支架|pacemaker"),
    (r"癫痫|光敏", r"癫痫|光敏"),
    (r"哮喘|asthma", r"哮喘|呼吸道|asthma"),
    (r"蚕豆病|g6pd", r"蚕豆病|g6pd"),
    (r"乳糖不耐|lactose", r"乳糖|lactose"),
    (r"肾病|肾炎|肾不好", r"肾"),
    (r"肝病|肝炎|肝不好", r"肝"),
    (r"胃病|胃不好|胃炎|胃溃疡", r"胃"),
    (r"皮炎|湿疹", r"皮炎|湿疹|皮肤病"),
    (r"老人|老年人|elderly", r"老人|老年|elderly"),
    (
        r"婴儿|婴幼儿|新生儿|幼儿|宝宝|儿童|小孩|孩子|小朋友|未成年|kids?\b|children|toddler|bab(?:y|ies)",
        r"婴|幼儿|新生儿|宝宝|儿童|小孩|孩子|小朋友|未成年|[岁月]龄|\d+\s*(?:周岁|岁|个月)|kids?\b|child|toddler|bab(?:y|ies)",
    ),
)
_PATIENTS = (r"病人|患者|术后|patient", r"病|患者|术后|手术|patient")
"""A group of its own only where no illness is named that the table knows."""
_ASKS = re.compile(
    r"(?:能不能|可不可以|可以不可以|适不适合|能否|是否(?:可以|适合|适用)|能|可以|适合|适用|宜|有没有影响|合适)"
    r".{0,12}(?:吗|么|不|没|呢|[?？]|$)|(?:can|safe|suitable|ok|okay|fine|allowed)\b"
)
_OWN_CASE = re.compile(
    r"我(?!想问|问一下|问下|想知道|想了解)|俺|咱|本人|老婆|媳妇|老公|对象|女友|男友|(?:我|他|她|俺)?(?:妈|爸)(?!妈|爸)|婆婆|公公|岳|爷爷|奶奶|姥|外婆|外公|"
    r"儿子|女儿|闺女|我家|家里|他|她|刚(?:做|查|确诊)|确诊|正在|在吃|吃着|吃了|服|停药|化疗|放疗|手术|住院|医生|医院|"
    r"\d+\s*(?:周|天|片|粒|颗|毫克|mg|ml|度)|[一二三四五六七八九十两几]+(?:周|片|粒|颗)|血压\d|药|针|发烧|拉肚子|吐|疼|痛(?!风)|痒|肿|晕|发红|红疹|"
    r"出血|流血|症状|难受|不舒服|一次|多少|几(?:片|粒|次|勺)|怎么办|有事吗|没事吧|\bmy\b|\bi\b|\bi'm\b"
)
"""A case of somebody's own, a symptom, a medicine, a dose: for people, whatever the documents say."""


def groups_in(text: str) -> tuple[re.Pattern[str], ...]:
    """Of each group of people that a text names, how a document would name it."""
    plain = text.lower()
    named = tuple(re.compile(said) for asked, said in _GROUPS if re.search(asked, plain))
    return named or tuple(re.compile(said) for asked, said in (_PATIENTS,) if re.search(asked, plain))


def asks_suitability(text: str) -> bool:
    """Whether a message asks, of nobody in particular, if something suits a group (孕妇能吃吗, 糖尿病人可以喝么)."""
    plain = text.lower()
    return bool(groups_in(plain)) and bool(_ASKS.search(plain)) and not _OWN_CASE.search(plain)


def settles(text: str, quotes: tuple[str, ...]) -> bool:
    """Whether the quotes speak of every group that the message asks about."""
    said = "\n".join(quotes).lower()
    groups = groups_in(text)
    return bool(groups) and all(group.search(said) for group in groups)
