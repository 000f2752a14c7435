"""What the reply says was done has an action behind it or stands in the evidence."""

import re
from collections.abc import Iterator

from agent.checks.verification.case import Case, bare
from domain.intents import Outcome
from domain.reply import Failure

_SUBMITTED = re.compile(
    r"(?:已经?|刚刚?)(?:成功)?(?:为|给|帮|替)(?:您|你)(?:成功)?(?:提交|登记|申请|发起|备注|催(?:促|单|了)|"
    r"加急|办理|反馈|安排|处理|修改|取消|开具|补发|发放)"
    r"|I(?:'ve| have) (?:submitted|cancelled|canceled|refunded|changed|filed|requested)",
    re.IGNORECASE,
)


def check_promises(case: Case) -> Iterator[Failure]:
    """Deeds without an action behind them."""
    if case.draft.actions or case.draft.outcome in (Outcome.APPROVAL, Outcome.HANDOFF):
        return
    for index, sentence in enumerate(case.draft.sentences):
        known = bare("".join([*case.cited_texts(sentence), *case.given]))
        if any(bare(match[0]) not in known for match in _SUBMITTED.finditer(sentence.text)):
            yield Failure(check="promise", sentence=index, message="说了已办理的事，但没有对应的操作。")
