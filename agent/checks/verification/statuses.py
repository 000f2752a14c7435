"""A status in a claim is the status in its evidence."""

import re
from collections.abc import Iterator

from agent.checks.verification.case import Case
from domain.reply import Failure

_STATUS = re.compile(
    r"待付款|待发货|已发货|已签收|退款中|已完成|已取消|已退款|退款成功|已到账|已揽收|运输中|派送中|派件中|"
    r"已送达|已妥投|已入库|已出库|已过期|已失效|已使用"
)


def check_statuses(case: Case) -> Iterator[Failure]:
    """Statuses that the cited evidence doesn't have."""
    for index, sentence in case.sentences():
        known = "".join([*case.cited_texts(sentence), *case.given, case.customers_words])
        if any(status not in known for status in _STATUS.findall(sentence.text)):
            yield Failure(check="status", sentence=index, message="这句话里的状态不在所引依据里。")
