"""A claim says yes where its quote says yes, and no where it says no."""

import re
from collections.abc import Iterator

from agent.checks.folding import fold
from agent.checks.verification.case import Case, bare
from domain.reply import Failure

_NOT_NEGATIONS = re.compile(
    r"不仅|不但|不过|不同|不锈钢|差不多|不少于|不多于|不超过|不足|不到(?=\d)|不限|不小心|不好意思|对不起|不满意?|"
    r"无理由|无线|无纺布?|无痕|无损|无忧|没问题"
    r"|是不是|能不能|可不可以|要不要|有没有|会不会|不论|不管|无论|不断|不错|不便|不一定|不定期|不得不|"
    r"不止|非常|非凡|未来|别的|特别|区别|级别|分别|类别|性别|个别"
    # States of the goods are conditions, which another check keeps.
    r"|未(?=拆|开|使用|激活|剪|洗|满|经|安装|穿)|没有?(?=拆|开封|用过|使用|激活|剪|洗|穿)"
)
_NEGATION = re.compile(
    r"不|没有?|无法|无需|未|勿|禁止|严禁|谢绝|拒绝|免(?=邮|费|息|押|运)|别(?=再|用|把|在|让)|非(?=质量|人为)|"
    r"否"
)
_OPPOSITES = (
    ("以内", "以外"), ("以上", "以下"), ("之前", "之后"), ("最少", "最多"), ("至少", "至多"), ("最早", "最晚"), ((
        "最高"
    ), (
        "最低"
    )),
    ("顺时针", "逆时针"), ("增加", "减少"), ("打开", "关闭"), ("开启", "关闭"), ("免费", "收费"), ("您承担", (
        "我们承担"
    )), ((
        "买家承担"
    ), (
        "卖家承担"
    )),
    ("顾客承担", "商家承担"), ("未拆封", "已拆封"), ("包含", "不含"), ("包邮", "不包邮"), ("左", "右"),
)  # fmt: skip
_YES = re.compile(r"^(?:亲[,，!~]?|您好[,，!]?)*(?:可以|能|支持|行|没问题)(?:的|哦|呢|啊)?[,，。!：:]")
_NO = re.compile(
    r"^(?:亲[,，!~]?|您好[,，!]?)*(?:很?抱歉[,，]?)?(?:不可以|不能|不支持|不行|不可)(?:的|哦|呢|啊)?[,，。"
    r"!：:]"
)
_FORBIDS = re.compile(r"不能|不可|不支持|不得|不予|不提供|不接受|不允许|禁止|严禁|谢绝|请勿|无法|恕不|概不|不退|不换")
_ALLOWS = re.compile(r"(?<![不无])(?:可以|支持|允许|接受|均可|即可|能够|可(?=退|换|改|用|享|带|寄|申请|使用|携带))")
_NO_BEFORE = "不未没勿"
_SIMILAR = 0.5
"""Share of a clause's character pairs in the quote's clause from which both speak of the same thing."""


def check_polarity(case: Case) -> Iterator[Failure]:
    """Claims that turn their quote around."""
    for index, sentence in case.sentences():
        text = fold(sentence.text).text
        quotes = [fold(support.quote).text for support in sentence.supports]
        if quotes and (_answers_against(text, quotes) or _turns_around(text, quotes)):
            yield Failure(check="polarity", sentence=index, message="这句话与所引原文的意思相反。")


def _answers_against(text: str, quotes: list[str]) -> bool:
    """Yes over quotes that only forbid, no over quotes that only allow."""
    said = "".join(quotes)
    allows, forbids = bool(_ALLOWS.search(said)), bool(_FORBIDS.search(said))
    return bool((_YES.match(text) and forbids and not allows) or (_NO.match(text) and allows and not forbids))


def _turns_around(text: str, quotes: list[str]) -> bool:
    said = bare("".join(quotes))
    clauses = [clause for quote in quotes for clause in _clauses(quote)]
    for clause in _clauses(text):
        plain = bare(clause)
        if len(plain) > 2 and _only_denied(plain, said):
            return True
        if len(plain) < 4 or plain in said:
            continue
        nearest = max(clauses, key=lambda other: _likeness(clause, other), default="")
        if _likeness(clause, nearest) < _SIMILAR:
            continue
        if _negations(clause) % 2 != _negations(nearest) % 2 or _opposed(clause, nearest):
            return True
    return False


def _only_denied(plain: str, said: str) -> bool:
    """Whether the quote says the clause's very words, each time behind a no: 含坚果 of 不含坚果."""
    found = [match.start() for match in re.finditer(re.escape(plain), said)]
    return bool(found) and all(start > 0 and said[start - 1] in _NO_BEFORE for start in found)


def _opposed(clause: str, other: str) -> bool:
    return any(
        (a in clause and b not in clause and b in other and a not in other)
        or (b in clause and a not in clause and a in other and b not in other)
        for a, b in _OPPOSITES
    )


def _clauses(text: str) -> list[str]:
    return [clause for clause in re.split(r"[,。!?;:\n|]", text) if clause.strip()]


def _negations(clause: str) -> int:
    return len(_NEGATION.findall(_NOT_NEGATIONS.sub("", clause)))


def _content(clause: str) -> set[str]:
    plain = _NEGATION.sub("", bare(clause))
    return {plain[i : i + 2] for i in range(len(plain) - 1)}


def _likeness(clause: str, other: str) -> float:
    pairs = _content(clause)
    return len(pairs & _content(other)) / len(pairs) if pairs else 0.0
