"""Goods named in a text: by the shop's name for them, a part of it, its sound, or as the customer calls them."""

import re
from collections.abc import Callable

from agent.reasoning.entities.found import Found, overlaps
from agent.reasoning.entities.product_terms import COMMON, ProductTerms, product_terms, sound
from domain.text.synonyms import goods_synonyms

_MEASURE = "个|款|件|双|条|台|盒|瓶|本|套|只|把|张|包|袋|箱|份|种|批|盏|辆|部|支|盆|束|顶|块|副|对|根|罐|桶"
_END = r"(?=$|[\s，。？！,.?!~～…、；;：:]|[怎什哪为能可有没还是不了到吗呢啊吧呀在坏破碎丢退换的都也就多发开用])"
_HEAD = re.compile(
    rf"(?:我(?:的|家的?)|[这那](?:(?:{_MEASURE}|单|笔|样)(?![子头儿]{_END}))?|买的|订的|拍的|的(?:那|这)?(?:{_MEASURE})|[一两三几](?:{_MEASURE})|^|[，,、和跟与]|还有)([一-鿿])[子头儿]?(?:{_END}|(?=[是几今明后现会哪和跟与走寄送签收花]))"
)
_BOUGHT = re.compile(
    rf"(?:买|订(?!单)|拍|下单|收到|寄来|发来)的?(?:这|那|一)?(?:{_MEASURE})?(?:新的?)?([一-鿿A-Za-z0-9]{{2,8}}?){_END}"
)
_NOT_GOODS = re.compile(
    r"多少|什么|哪|几|^到|^[零一二两三四五六七八九十百千万]+$|怎|吗|呢|包邮|订单|单号|不|了|要|东西|快递|包裹|时候|时间|单子|商品|产品|宝贝|货|钱|价|券|昨天|今天|前天|上周|回来|之后|以后|以前|之前|^能|^没|^就|^都|^可|^想|[那这]|我|你|他|单$|^来着"
)
_LINE = re.compile(r"[一-鿿]{1,10}\s?(?=[a-z0-9])")
_HAN_RUN = re.compile(r"[一-鿿]+")


def find_products(text: str, vocabulary: frozenset[str]) -> list[Found]:
    """Goods in order of appearance.

    A name or a part that only one name has is given as the shop's name; a part of several names, and goods the shop
    doesn't know, as written.
    """
    terms = product_terms(vocabulary)
    found = _found_by(text, terms, _names, _called, _parts, _sounds, _heads) or _as_written(text)
    return sorted(found, key=lambda item: item.start)


def of_same_line(said: str, thing: str, vocabulary: frozenset[str]) -> str | None:
    """The shop's goods that are called like the thing but for the model said: max after 净界Mini is 净界Max.

    Args:
        said: A model without the name before it.
        thing: The goods spoken of before.
        vocabulary: Of the shop.
    """
    model, line = re.fullmatch(r"[a-z0-9][a-z0-9 +-]*", said.strip().lower()), _LINE.match(thing.lower())
    if model is None or line is None:
        return None
    wanted = {f"{line[0].rstrip()}{gap}{model.group()}" for gap in ("", " ")}
    found = {name for name in product_terms(vocabulary).names if name in wanted}
    return next(iter(found)) if len(found) == 1 else None


def with_goods_as(text: str, vocabulary: frozenset[str], word: str) -> str:
    """The text with this word for every thing of the shop that it names; the text itself where it names none."""
    found = _found_by(text, product_terms(vocabulary), _names, _called, _parts, _sounds)
    for item in sorted(found, key=lambda item: -item.start):
        text = text[: item.start] + word + text[item.end :]
    return text


def _found_by(text: str, terms: ProductTerms, *finders: Callable[[str, ProductTerms], list[Found]]) -> list[Found]:
    """What they find, the surer one first: none over another's."""
    found: list[Found] = []
    for finder in finders:
        found += [item for item in finder(text, terms) if not overlaps(item, found)]
    return found


def _names(text: str, terms: ProductTerms) -> list[Found]:
    lowered, found = text.lower(), list[Found]()
    for name in terms.names:
        start = lowered.find(name)
        if start >= 0 and not overlaps(item := Found(name, start, start + len(name)), found):
            found.append(item)
    return found


def _parts(text: str, terms: ProductTerms) -> list[Found]:
    found: list[Found] = []
    for run in _HAN_RUN.finditer(text):
        start = run.start()
        while start < run.end() - 1:
            end = next(
                (e for e in range(min(run.end(), start + 8), start + 1, -1) if text[start:e] in terms.parts), None
            )
            if end is None:
                start += 1
                continue
            names = terms.parts[text[start:end]]
            found.append(Found(next(iter(names)) if len(names) == 1 else text[start:end], start, end))
            start = end
    return [item for item in found if _likely(text, item, terms)]


def _likely(text: str, item: Found, terms: ProductTerms) -> bool:
    """A part inside a name may be an everyday word; at the name's end, or three characters long, it is the thing."""
    part = text[item.start : item.end]
    return len(part) >= 3 or any(name.endswith(part) or name.startswith(part) for name in terms.parts[part])


def _called(text: str, terms: ProductTerms) -> list[Found]:
    """墨镜 in a shop that sells 太阳镜."""
    found: list[Found] = []
    for span in goods_synonyms().spans(text.lower()):
        meant = next((name for name in span.alternatives if name in terms.parts), None)
        if meant is not None and text[span.start : span.end] not in terms.parts:
            names = terms.parts[meant]
            found.append(Found(next(iter(names)) if len(names) == 1 else meant, span.start, span.end))
    return found


def _sounds(text: str, terms: ProductTerms) -> list[Found]:
    found: list[Found] = []
    for run in _HAN_RUN.finditer(text):
        starts = [n for n in range(run.start(), run.end() - 1) if terms.may_sound(text[n], text[n + 1])]
        for length in range(6, 1, -1):
            for start in starts:
                if start + length > run.end():
                    continue
                written = text[start : start + length]
                meant = terms.sounds.get(sound(written)) if written not in COMMON else None
                item = Found(min(meant) if meant else "", start, start + length)
                if meant and _one_character_off(written, item.value) and not overlaps(item, found):
                    found.append(item)
    return found


def _one_character_off(written: str, meant: str) -> bool:
    # Two syllables with both characters different are rarely a slip of the input method.
    same = sum(a == b for a, b in zip(written, meant, strict=True))
    return len(written) > same and (same >= 1 or len(written) >= 3)


def _heads(text: str, terms: ProductTerms) -> list[Found]:
    return [Found(m[1], m.start(1), m.end(1)) for m in _HEAD.finditer(text) if m[1] in terms.heads]


def _as_written(text: str) -> list[Found]:
    return [Found(m[1], m.start(1), m.end(1)) for m in _BOUGHT.finditer(text) if not _NOT_GOODS.search(m[1])]
