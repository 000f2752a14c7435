"""The language a reply is framed in."""

import re

from domain.intents import Language
from domain.text.english import is_english_word


def language_of(text: str) -> Language:
    """English when Latin words clearly outweigh Chinese characters, Chinese otherwise (also without either).

    Without Chinese one everyday English word is enough (price?); a code or a brand alone is no language.
    """
    chinese = len(re.findall(r"[\u3400-\u9fff]", text))
    words = re.findall(r"[A-Za-z]{2,}", text)
    clearly = len(words) >= 2 and len(words) > 2 * chinese
    return Language.ENGLISH if clearly or (not chinese and any(map(is_english_word, words))) else Language.CHINESE
