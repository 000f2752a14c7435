"""The title an invoice is to be made out to: names a company, never goods."""

import re

from agent.reasoning.entities.found import Found

_TITLE = re.compile(
    r"抬头[是为写开：:\s]*([^，。,；;\s]{2,60})|开(?:给|成)([^，。,；;\s]{2,60}(?:公司|厂|店|中心|学校|医院|个人))"
)


def find_title(text: str) -> Found | None:
    """The title as written, with where it stands."""
    match = _TITLE.search(text)
    if match is None:
        return None
    group = 1 if match[1] else 2
    return Found(match[group], match.start(group), match.end(group))
