"""Goods by another name than the shop's: 墨镜 where 太阳镜 was bought."""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from domain.text.normal import normal_form
from domain.text.synonyms import Synonyms, goods_groups, shop_groups

Own = Mapping[str, tuple[str, ...]]


def as_named(words: str, names: Iterable[str], own: Own) -> str:
    """The words with each name of a thing that stands in none of the names put as they have it; pure.

    Args:
        words: a customer's.
        names: of goods, with what tells them apart.
        own: the shop's synonyms.
    """
    said, known = normal_form(words), "\n".join(map(normal_form, names))
    if len(said) != len(words):
        # Positions would not fit; such words are rare and lose nothing but this.
        words = said
    for span in reversed(_synonyms(tuple((term, tuple(said)) for term, said in own.items())).spans(said)):
        other = next((name for name in span.alternatives if len(name) > 1 and name in known), None)
        if other is not None and said[span.start : span.end] not in known:
            words = words[: span.start] + other + words[span.end :]
    return words


@lru_cache(maxsize=64)
def _synonyms(own: tuple[tuple[str, tuple[str, ...]], ...]) -> Synonyms:
    return Synonyms((*shop_groups(dict(own)), *goods_groups()))
