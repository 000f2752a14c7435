"""What to write instead, by finding type."""

from types import MappingProxyType

from domain.reply import FindingType

RULE = "按意思判断"
"""The name of the model's findings, for people."""

ADVICE: MappingProxyType[FindingType, str] = MappingProxyType(
    {
        "absolute_claim": "去掉绝对化用语，写可以核实的事实。",
        "medical_claim": "普通商品不能说治疗、预防疾病的作用，请删去；身体不适建议就医。",
        "off_platform_contact": "请在本平台内沟通，删去站外联系方式。",
        "private_transfer": "付款与退款只能走平台订单，删去私下收付款的说法。",
        "cashback_for_review": "不能用好处换评价，请删去。",
        "abusive": "删去不礼貌的话，说明事实和能做的事。",
        "privacy_disclosure": "删去他人的个人信息，也不要索要密码、验证码和证件。",
        "unbacked_promise": "只说已经确认的事；时间、金额和结果以订单记录或政策原文为准。",
    }
)
