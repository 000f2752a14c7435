"""The closed vocabularies of a turn."""

from enum import StrEnum


class Intent(StrEnum):
    """What a customer wants."""

    RETURN_NO_REASON = "return_no_reason"
    RETURN_QUALITY = "return_quality"
    EXCHANGE = "exchange"
    REFUND_STATUS = "refund_status"
    CANCEL_ORDER = "cancel_order"
    CHANGE_ADDRESS = "change_address"
    ORDER_STATUS = "order_status"
    LOGISTICS_TRACK = "logistics_track"
    EXPEDITE = "expedite"
    STOCK = "stock"
    PRODUCT_INFO = "product_info"
    USAGE_HELP = "usage_help"
    FAULT_CODE = "fault_code"
    PROMOTION = "promotion"
    COUPON = "coupon"
    PRICE_PROTECTION = "price_protection"
    INVOICE = "invoice"
    PAYMENT = "payment"
    MEMBERSHIP = "membership"
    COMPLAINT = "complaint"
    HUMAN_REQUEST = "human_request"
    CHITCHAT = "chitchat"
    OTHER = "other"


class RiskTopic(StrEnum):
    """Matters that are left to people."""

    FUNDS_SAFETY = "funds_safety"
    PRODUCT_SAFETY = "product_safety"
    PRIVACY = "privacy"
    LEGAL_MEDIA = "legal_media"
    HIGH_VALUE_REFUND = "high_value_refund"
    ANGRY_CUSTOMER = "angry_customer"
    VULNERABLE_PERSON = "vulnerable_person"
    SELF_HARM = "self_harm"
    ABUSE = "abuse"


class Outcome(StrEnum):
    """What a turn came to."""

    ANSWER = "answer"
    TOOL_ANSWER = "tool_answer"
    CLARIFY = "clarify"
    ABSTAIN = "abstain"
    APPROVAL = "approval"
    HANDOFF = "handoff"


class Speaker(StrEnum):
    """Who wrote a message."""

    CUSTOMER = "customer"
    BOT = "bot"
    AGENT = "agent"


class Language(StrEnum):
    """The language a reply is framed in."""

    CHINESE = "zh"
    ENGLISH = "en"


class Queue(StrEnum):
    """Where a handoff waits, by the skill it needs."""

    BASIC = "basic"
    EXPERT = "expert"
    CRISIS = "crisis"
