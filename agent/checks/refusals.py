"""Whether words stand in a refusal or a warning: 我们不会让您加微信, 遇到要求转账的请勿相信."""

import re

_SENTENCE_END = "。!?\n"
_CLAUSE_END = _SENTENCE_END + ",;:"
_NEGATION = re.compile(
    r"不会|不要|不得|不能|不可|不可以|不允许|不支持|不提供|不接受|不需要|不用|不做|不参与|不建议|不存在|"
    r"不让|不许|别|切勿|请勿|勿"
    r"|谨防|警惕|当心|小心|防范|无法|无需|禁止|严禁|杜绝|拒绝|从不|从未|绝不|决不|没有|没法|未曾|并非|"
    r"(?<!是)不是|违规|谢绝|远离|举报|涉嫌|not|never|don't"
)
_BREAKS = re.compile(r"说|问|聊|谈|在这|这里|拍|但|可以的|行了|着急|担心|客气")
_WARNING = re.compile(r"如果|如有|若|有人|遇到|凡|自称|收到|所谓|任何|一切|冒充|假冒|骗子|陌生")
_WARNED = re.compile(
    r"请勿|切勿|不要|别(?:信|转|理|点|加|扫)|警惕|举报|骗|挂断|核实|假冒|不是我们|与我们无关|与本店无关|"
    r"不予|没有这|报警|谨防|拒绝|都是假"
)
_ANSWERED = re.compile(
    r"^[^,。!?\n]{0,6},?(?:我们|本店|这边|店铺|店里|平台|小店|都|均|是|这个|目前|暂时|也|的)*"
    r"(?:没有|不支持|不做|不参与|不提供|不允许|不被允许|做不了|办不了|不可以|不行|违反|违规|属于违规|"
    r"是违规|不符合|没办法|没法|不能|都是骗|是骗|无法|不是|并不是|并没有|不属于|不存在)"
)
_QUOTED = re.compile(r"(?:您|你|客户|顾客|买家)(?:刚才|之前)?(?:说|提|问|讲|看|反映|收)[^。!?\n]{0,8}[\"'“”‘’「『《]$")
_DENIED = re.compile(r"^[\"'“”‘’」』》]?[^。!?\n]{0,12}(?:不是|没有|并未|不符|不支持|不能|不做|无法|违规|不存在)")
_NEAR = 14
"""Characters between a negation and what it negates."""


def is_refused(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` of a folded text is negated, warned of, or answered with a no."""
    clause = max((text.rfind(mark, 0, start) for mark in _CLAUSE_END), default=-1) + 1
    sentence = max((text.rfind(mark, 0, start) for mark in _SENTENCE_END), default=-1) + 1
    stop = min((place for mark in _SENTENCE_END if (place := text.find(mark, end)) >= 0), default=len(text))
    hit, before = text[start:end], text[clause:start]
    negations = list(_NEGATION.finditer(before))
    if negations and len(before) - negations[-1].end() <= _NEAR and not _BREAKS.search(before[negations[-1].end() :]):
        return True
    if re.match(r"请?(?:不会|不要|不得|不能|请勿|切勿|勿|严禁|禁止|绝不)", hit):
        return True
    if _WARNING.search(text[sentence:end]) and _WARNED.search(text[end:stop]):
        return True
    # What the customer said, between quotation marks, and then denied: 您说的“全网第一”不是我们的宣传.
    if _QUOTED.search(text[sentence:start]) and _DENIED.search(text[end:stop]):
        return True
    # Who says 加我 means it, whatever follows.
    return "我" not in hit.replace("我们", "") and bool(_ANSWERED.match(text[end:stop]))
