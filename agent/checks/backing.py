"""What a conversation's evidence says, for asking whether a promise or a number stands on it."""

import re
from collections.abc import Sequence

from agent.checks.folding import compact, fold, with_digits

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_DEED = re.compile(
    r"退款|退货|退|赔|补偿|补发|换新|换|修|保修|质保|送达|发货|发出|到账|到|取消|改|免单|返|免费|满意|有货"
)


class Backing:
    """Folded evidence; folded once, asked often."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Args: texts: passages, facts, messages."""
        self._texts = tuple(with_digits(compact(fold(text))).text for text in texts)

    def has_digits(self, digits: str) -> bool:
        """Whether this number stands in the evidence."""
        return any(digits in text for text in self._texts)

    def has(self, words: str) -> bool:
        """Whether these words stand in one of the texts."""
        plain = with_digits(compact(fold(words))).text
        return bool(plain) and any(plain in text for text in self._texts)

    def backs_promise(self, promise: str) -> bool:
        """Whether one text says the promise word for word, or names the same deed with each of its numbers."""
        plain = with_digits(compact(fold(promise))).text
        if any(plain in text for text in self._texts):
            return True
        deeds, numbers = _DEED.findall(plain), _NUMBER.findall(plain)
        if not deeds or not numbers:
            return False
        return any(
            all(deed in text for deed in deeds) and all(number in _NUMBER.findall(text) for number in numbers)
            for text in self._texts
        )
