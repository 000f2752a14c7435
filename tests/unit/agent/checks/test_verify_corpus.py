"""Over every sentence of the answer corpus: said as it stands it passes, and changed in its meaning it doesn't."""

import itertools
import re
from collections.abc import Callable, Iterator

import pytest

from agent.checks.verify import verify
from tests.unit.agent.checks.test_verify import answer, passage, request
from training.answers.corpus import load_corpus

SENTENCES = sorted({entry.sentence for entry in load_corpus() if entry.sentence})
_FORBIDS = re.compile(r"不(?=[能可支得要会退换含保收])")
_ALLOWS = re.compile(r"(?<!不)(?=可以|支持|能(?!量|效|干))")
_CHINESE = "一二三四五六七八九十"


def other_number(text: str) -> Iterator[str]:
    """Each number one up, where it is no part of a code."""
    for match in re.finditer(r"(?<![A-Za-z\d.])\d+(?![\dA-Za-z.])", text):
        yield f"{text[: match.start()]}{int(match.group()) + 1}{text[match.end() :]}"


def other_numeral(text: str) -> Iterator[str]:
    """Each counted Chinese numeral one up."""
    for match in re.finditer(
        r"(?<![一-鿿])?([二三四五六七八九])(?=个?(?:天|年|月|小时|分钟|次|元|折|公斤|米|周)(?!级))", text
    ):
        if match.start() and text[match.start() - 1] in f"{_CHINESE}百千万第周点":
            continue
        yield f"{text[: match.start(1)]}{_CHINESE[_CHINESE.index(match[1]) + 1]}{text[match.end(1) :]}"


def wider_range(text: str) -> Iterator[str]:
    """The upper end of a range further up."""
    for match in re.finditer(r"(\d+)(到|至|-)(\d+)(?![\d.A-Za-z])", text):
        yield f"{text[: match.start(3)]}{int(match[3]) + 3}{text[match.end(3) :]}"


def _numbers(text: str) -> list[re.Match[str]]:
    return list(re.finditer(r"(?<![A-Za-z\d.])\d+(?:\.\d+)?(?![\dA-Za-z.])", text))


def anothers_number(text: str) -> Iterator[str]:
    """A number in the place of another of the same sentence."""
    for one, other in itertools.permutations(_numbers(text), 2):
        if one.group() != other.group():
            yield f"{text[: one.start()]}{other.group()}{text[one.end() :]}"


def exchanged_numbers(text: str) -> Iterator[str]:
    """Two numbers of one sentence in each other's place."""
    for one, other in itertools.combinations(_numbers(text), 2):
        if one.group() != other.group():
            between = text[one.end() : other.start()]
            yield f"{text[: one.start()]}{other.group()}{between}{one.group()}{text[other.end() :]}"


def without_not(text: str) -> Iterator[str]:
    """What is not becomes what is."""
    if len(_FORBIDS.findall(text)) == 1:
        yield _FORBIDS.sub("", text)


def with_not(text: str) -> Iterator[str]:
    """What may be becomes what may not."""
    found = [match.start() for match in _ALLOWS.finditer(text)]
    if len(found) == 1 and "不" not in text:
        yield f"{text[: found[0]]}不{text[found[0] :]}"


def without_condition(text: str) -> Iterator[str]:
    """未拆封的商品可以退 becomes 商品可以退; 签收后7天内可以退 becomes 可以退."""
    for pattern in (
        r"未[拆剪洗使][一-鿿]{0,2}(?:的|，)",
        r"(?:签收|收到)?后?[\d一二三四五六七八九十]+(?:个?工作日|小时|天)[之以]?内",
    ):
        if match := re.search(pattern, text):
            changed = text.replace(match.group(), "", 1).strip("，")
            if len(changed) > 3:
                yield changed


def caught(change: Callable[[str], Iterator[str]]) -> tuple[int, list[str]]:
    """How many changed sentences there are, and those that pass all the same."""
    changed = [(text, new) for text in SENTENCES for new in change(text)]
    passed = [new for text, new in changed if not verify(answer(new, text), request(passage(text)))]
    return len(changed), passed


def test_every_sentence_passes_as_it_stands() -> None:
    refused = {
        text: failures[0].check
        for text in SENTENCES
        if (failures := verify(answer(text, text), request(passage(text))))
    }
    # Both learnt: a few sentences in a thousand are the price of what they catch.
    assert set(refused.values()) <= {"compliance", "injection"}, refused
    assert len(refused) <= len(SENTENCES) / 300, refused


@pytest.mark.parametrize(
    ("change", "least", "share"),
    [
        (other_number, 200, 0.99),
        (anothers_number, 250, 0.94),
        (exchanged_numbers, 120, 0.97),
        (other_numeral, 30, 1.0),
        (wider_range, 15, 0.94),
        (without_not, 40, 0.95),
        (with_not, 15, 0.94),
        (without_condition, 80, 0.89),
    ],
)
def test_a_changed_meaning_is_refused(change: Callable[[str], Iterator[str]], least: int, share: float) -> None:
    count, passed = caught(change)
    assert count >= least, count
    assert len(passed) <= (1 - share) * count, passed
