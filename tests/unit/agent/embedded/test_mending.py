"""Which spelling corrections a reply may rest on."""

import pytest

from agent.reasoning.embedded.words.mending import mended
from agent.reasoning.embedded.words.respelling import respelt


@pytest.mark.parametrize(
    ("typed", "corrected", "meant"),
    [
        ("运废多少钱", "运费多少钱", "运费多少钱"),
        ("主机保休几年", "主机保修几年", "主机保修几年"),
        ("还能取消吗", "不能取消", "还能取消吗"),
        ("包裹到哪了", "包裹到裂了", "包裹到哪了"),
        ("一次多少钱", "1抵多少钱", "一次多少钱"),
    ],
)
def test_a_correction_is_believed_only_where_it_makes_a_word(typed: str, corrected: str, meant: str) -> None:
    assert mended(typed, corrected) == meant


def test_a_correction_that_completes_a_name_is_believed() -> None:
    assert mended("云朵倚承重多少", "云朵椅承重多少", {"云朵椅"}) == "云朵椅承重多少"


def test_a_completed_question_is_taken_as_it_is() -> None:
    assert mended("那绿茶呢", "绿茶多少钱一斤") == "绿茶多少钱一斤"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("发漂怎么开", "发票怎么开"),
        ("新手棵几点开", "新手课几点开"),
        ("还能发票吗", "还能发票吗"),
        ("买十辆有团购价不", "买十辆有团购价不"),
    ],
)
def test_a_slip_is_read_as_what_the_evidence_writes_with_the_same_sound(typed: str, read: str) -> None:
    assert respelt(typed, ["发票怎么开？默认开电子发票。", "新手课每周六上午开。", "购架子送支架，价格不变。"]) == read
