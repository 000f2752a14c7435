"""Greetings, thanks and the like, which need no evidence."""

import re

from agent.reasoning.embedded.words.answer_types import answer_types
from agent.reasoning.embedded.writing.frames import frame, salutation
from domain.intents import Intent, Outcome
from domain.reasoner import CompositionRequest
from domain.reply import Draft

SHORT = 12
"""Characters; a longer message with a greeting in it may well ask something."""
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("identity", re.compile(
        r"你是(?:不是)?(?:机器人|人工|真人|AI|谁)|是(?:机器人|真人)吗|are you (?:a |an )?(?:bot|"
        r"human|robot|real)", re.I)),
    ("goodbye", re.compile(r"再见|拜拜|晚安|\bbye\b|good night", re.I)),
    ("thanks", re.compile(r"谢|感谢|辛苦|多谢|3q|thx|thank", re.I)),
    ("praise", re.compile(r"真好|不错|很满意|好评|厉害|很棒|喜欢|赞", re.I)),
    ("greeting", re.compile(r"你好|您好|在吗|在不在|哈喽|有人吗|早上好|下午好|晚上好|hello|\bhi\b|hey|客服在", re.I)),
)  # fmt: skip


def smalltalk(request: CompositionRequest) -> Draft:
    """A short courteous frame."""
    language = request.analysis.language
    occasion = next((name for name, pattern in _KINDS if pattern.search(request.text)), "noted")
    sentences = (*salutation(request.shop, language), frame(occasion, language))
    return Draft(outcome=Outcome.ANSWER, sentences=sentences, confidence=0.9)


def is_smalltalk(request: CompositionRequest) -> bool:
    """Nothing asked, nothing wanted: a greeting, thanks, or a remark."""
    if request.analysis.intent is not Intent.CHITCHAT or request.facts or request.actions or request.choices:
        return False
    said = any(pattern.search(request.text) for _, pattern in _KINDS)
    return (said and len(request.text) <= SHORT) or not answer_types(request.text)
