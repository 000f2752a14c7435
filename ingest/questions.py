"""Questions and answers written as text: 问：… 答：…, Q: … A: …"""

import re

_QUESTION = re.compile(
    r"^\s*(?:\d{1,3}\s*[.、)）]\s*)?(?:问|问题|Q|Question)\s*\d{0,3}\s*[:：.、]\s*(\S.*)$", re.IGNORECASE
)
_ANSWER = re.compile(r"^\s*(?:答|回答|答案|A|Answer)\s*\d{0,3}\s*[:：.、]\s*(.*)$", re.IGNORECASE | re.DOTALL)
_NUMBER = re.compile(
    r"^\s*(?:(?:问|问题|Q|Question)\s*\d{0,3}\s*[:：.、]|\d{1,3}(?:\.\d{1,3})*\s*[.、)）]|\d{1,2}(?:\.\d{1,2})*\s+"
    r"|[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)])\s*",
    re.IGNORECASE,
)


def split_questions(text: str, asked_before: bool = False) -> list[tuple[bool, str]]:
    """Parts of a paragraph, each with whether it is a question; answers come without their mark.

    Args: asked_before: whether a question stands right before; without one a mark such as ``A.`` is text.
    """
    parts: list[tuple[bool, str]] = []
    for line in text.split("\n"):
        asked = _QUESTION.match(line)
        answered = None if asked else _ANSWER.match(line)
        if asked:
            parts.append((True, asked[1].strip()))
        elif answered and (parts[-1][0] if parts else asked_before):
            parts.append((False, answered[1].strip()))
        elif parts and not parts[-1][0]:
            parts[-1] = (False, f"{parts[-1][1]}\n{line}".strip())
        else:
            parts.append((False, line))
    return [(is_question, part) for is_question, part in parts if part]


def question_of(heading: str) -> str:
    """A heading's question without its number."""
    return _NUMBER.sub("", heading).strip() or heading
