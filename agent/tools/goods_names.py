"""Goods by another name than the shop's: 墨镜 where 太阳镜 was bought."""

from collections.abc import Iterable, Mapping

from domain.text.normal import normal_form
from domain.text.synonyms import goods_synonyms

Own = Mapping[str, tuple[str, ...]]


def as_named(words: str, names: Iterable[str], own: Own) -> str:
    """The words with each name of a thing that stands in none of the names put as they have it; pure.

    Args:
        words: a customer's.
        names: of goods, with what tells them apart.
        own: the shop's synonyms.
    """
    said = normal_form(words)
    if len(said) != len(words):
        # Positions would not fit; such words are rare and lose nothing but this.
        words = said
    spans = goods_synonyms(tuple(own.items())).spans(said)
    # The names of a whole catalogue are read only where a word might be put otherwise.
    known = "\n".join(map(normal_form, names)) if spans else ""
    for span in reversed(spans):
        other = next((name for name in span.alternatives if len(name) > 1 and name in known), None)
        if other is not None and said[span.start : span.end] not in known:
            words = words[: span.start] + other + words[span.end :]
    return words
