"""What a person could write instead of a refused text: the sound sentences stay, the others are replaced."""

import re
from collections.abc import Sequence

from domain.reply import Finding, FindingType

_SENTENCE = re.compile(r"[^。！？!?\n]*[。！？!?\n]+|[^。！？!?\n]+$")
_INSTEAD: dict[FindingType, str] = {
    "absolute_claim": "这款的具体参数和检测信息可以看商品详情页，您关心哪一点我来为您说明。",
    "medical_claim": "这款不是药品，没有治疗作用；身体不适建议先咨询医生。",
    "off_platform_contact": "您有什么需要可以直接在这里说，我来为您处理。",
    "private_transfer": "付款和退款都请走平台订单，这样对您更有保障。",
    "cashback_for_review": "您方便的话可以按真实感受评价，谢谢您的支持。",
    "abusive": "您的心情我理解，我先把情况核对清楚，再给您一个答复。",
    "privacy_disclosure": "为了保护个人信息，这部分内容不能提供；核对您本人的信息请只发尾号。",
    "unbacked_promise": "我先为您核实，有结果后会在这里告诉您，具体以订单记录和店铺政策为准。",
}


def reworded(text: str, findings: Sequence[Finding]) -> str | None:
    """The text with each sentence that has a finding replaced by one that may be said; None without findings."""
    if not findings:
        return None
    parts: list[str] = []
    for match in _SENTENCE.finditer(text):
        hit = next((f for f in findings if f.start < match.end() and match.start() < f.end), None)
        said = match[0] if hit is None else _INSTEAD[hit.type]
        if said.strip() and (hit is None or said not in parts):
            parts.append(said)
    return "".join(parts).strip()
