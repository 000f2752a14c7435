"""The language a reply is framed in."""

from domain.intents import Language
from domain.text.english import is_english


def language_of(text: str) -> Language:
    """English for English texts, Chinese otherwise (also for a text in neither)."""
    return Language.ENGLISH if is_english(text) else Language.CHINESE
