"""Courtesy and connecting sentences: no digits, no claims of fact."""

from domain.intents import Language, Outcome
from domain.reasoner import CompositionRequest
from domain.reply import Draft, Sentence
from domain.shop import Shop

ENGLISH = Language.ENGLISH

FRAMES: dict[str, dict[Language, str]] = {
    "greeting": {
        Language.CHINESE: "您好，我是店里的智能客服，请问有什么可以帮您？",
        ENGLISH: "Hello! I am the shop's automated assistant. How can I help you?",
    },
    "thanks": {
        Language.CHINESE: "不客气，还有别的问题随时找我。",
        ENGLISH: "You're welcome. Just ask if there is anything else.",
    },
    "goodbye": {Language.CHINESE: "好的，祝您生活愉快，再见。", ENGLISH: "Take care, and goodbye."},
    "noted": {
        Language.CHINESE: "好的，收到。还有什么想了解的，直接告诉我就行。",
        ENGLISH: "Noted. Tell me whenever there is something you would like to know.",
    },
    "praise": {
        Language.CHINESE: "谢谢您的认可，有需要随时找我。",
        ENGLISH: "Thank you for your kind words. I am here when you need me.",
    },
    "identity": {
        Language.CHINESE: "我是店里的智能客服，会按店里的资料回答您；需要人工的话，跟我说“转人工”就可以。",
        ENGLISH: "I am the shop's automated assistant. If you would like a person, just say so.",
    },
    "abstain": {
        Language.CHINESE: "这个问题我在店里的资料中没有查到确切的说明，不敢随便答复您。",
        ENGLISH: "I could not find a definite answer to this in the shop's documents, so I'd rather not guess.",
    },
    "rest_unknown": {
        Language.CHINESE: "您还问到的其他问题，我在店里的资料中没有查到确切的说明，不敢随便答复您。",
        ENGLISH: "I could not find a definite answer to the rest of your question in the shop's documents.",
    },
    "closest": {
        Language.CHINESE: "您想问的是不是下面这些？",
        ENGLISH: "Is it perhaps one of these?",
    },
    "person": {
        Language.CHINESE: "也可以跟我说“转人工”，由人工客服为您确认。",
        ENGLISH: "Or just ask for a person, and a colleague will check it for you.",
    },
    "quote": {
        Language.CHINESE: "",
        ENGLISH: "Here is what the shop's information says (in Chinese):",
    },
    "which_order": {Language.CHINESE: "请问您说的是哪一笔订单？", ENGLISH: "Which of these orders do you mean?"},
    "which_product": {Language.CHINESE: "请问您问的是哪一款？", ENGLISH: "Which of these do you mean?"},
    "which_case": {Language.CHINESE: "请问是下面哪种情况？", ENGLISH: "Which of these is your case?"},
    "more_detail": {
        Language.CHINESE: "请您再说详细些，比如是哪款商品、遇到了什么情况，我来帮您查。",
        ENGLISH: "Could you tell me a little more, such as the product and what happened?",
    },
    "proposed": {
        Language.CHINESE: "已为您记录这项申请，待客服确认后才会生效，确认结果会在这里告诉您。",
        ENGLISH: (
            "Your request has been noted. A colleague has to confirm it before it takes effect; you will be told here."
        ),
    },
    "refused": {
        Language.CHINESE: "很抱歉，这项申请目前没法为您提交。",
        ENGLISH: "I am sorry, this request can't be submitted as things stand.",
    },
    "injection": {
        Language.CHINESE: "这个要求我没法照办。订单、物流、售后方面的问题，我可以帮您查。",
        ENGLISH: "I can't do that. I can help with orders, deliveries and after-sales questions.",
    },
}
"""By occasion and language."""


def frame(occasion: str, language: Language, line_end: bool = False) -> Sentence:
    """The frame sentence for an occasion."""
    text = FRAMES[occasion][language]
    if language is ENGLISH and not line_end:
        text += " "
    return Sentence(text=text + ("\n" if line_end else ""), frame=True)


def salutation(shop: Shop, language: Language) -> tuple[Sentence, ...]:
    """How the shop addresses customers, in Chinese replies."""
    if language is ENGLISH or not shop.salutation:
        return ()
    return (Sentence(text=f"{shop.salutation}，", frame=True),)


def framed(request: CompositionRequest, occasion: str, outcome: Outcome) -> Draft:
    """A reply of nothing but the frame sentence for an occasion."""
    language = request.analysis.language
    return Draft(outcome=outcome, sentences=(*salutation(request.shop, language), frame(occasion, language)))
