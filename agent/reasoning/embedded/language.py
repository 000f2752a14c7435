"""The language a reply is framed in."""

import re

from domain.intents import Language


def language_of(text: str) -> Language:
    """English when Latin words clearly outweigh Chinese characters, Chinese otherwise (also without either)."""
    chinese = len(re.findall(r"[\u3400-\u9fff]", text))
    words = len(re.findall(r"[A-Za-z]{2,}", text))
    return Language.ENGLISH if words >= 2 and words > 2 * chinese else Language.CHINESE
