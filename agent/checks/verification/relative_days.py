"""明天, 后天, 下周: a day told from today is in the evidence, or is the day that the evidence names."""

from collections.abc import Iterator
from datetime import timedelta

from agent.checks.folding import fold
from agent.checks.quantities import quantities
from agent.checks.verification.case import Case
from domain.reply import Failure

_DAYS: tuple[tuple[int | None, tuple[str, ...]], ...] = (
    (0, ("今天", "今日", "当天", "当日", "今晚")),
    (1, ("明天", "明日", "次日", "第二天", "隔天", "明晚")),
    (2, ("后天",)),
    (-1, ("昨天", "昨日", "昨晚")),
    (-2, ("前天",)),
    (None, ("下周", "下星期", "下礼拜")),
    (None, ("下个月", "下月")),
)
"""Days from today with what they are called; None: not one day."""


def check_relative_days(case: Case) -> Iterator[Failure]:
    """Days that nothing backs."""
    for index, sentence in case.sentences():
        text = fold(sentence.text).text
        sources = "\n".join([*case.cited_texts(sentence), *case.given, case.customers_words])
        computed = "".join(value.text for value in sentence.computed)
        for offset, words in _DAYS:
            said = any(word in text for word in words)
            backed = any(word in source for word in words for source in (sources, computed))
            if said and not backed and not _names_the_day(case, offset, sources):
                yield Failure(check="number", sentence=index, message="这句话里的日子不在所引依据里。")


def _names_the_day(case: Case, offset: int | None, sources: str) -> bool:
    if offset is None:
        return False
    (day, *_) = quantities(f"{case.request.now + timedelta(days=offset):%Y-%m-%d}")
    return any(day.same_as(other) for other in quantities(sources))
