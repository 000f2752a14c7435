"""Drafts are proposals: they read back, are free of personal data, and run only once accepted."""

from pathlib import Path

import pytest

from commands.evaluation.evaluate import chosen
from domain.documents import Chunk
from domain.errors import InvalidInputError
from domain.ids import ChunkId, DocumentId
from eval.golden_sets.drafting import Edited, HandedOff, from_documents, from_edits, from_handoffs
from eval.golden_sets.drafts import as_yaml
from eval.golden_sets.files import read_golden_files


def _chunk(text: str, section: str = "", question: str | None = None, audience: str = "public") -> tuple[str, Chunk]:
    chunk = Chunk(
        chunk_id=ChunkId("doc_1:1:0"),
        document_id=DocumentId("doc_1"),
        generation=1,
        ordinal=0,
        text=text,
        title="退换",
        section=section,
        question=question,
        audience=audience,  # type: ignore[arg-type]
    )
    return "退换.md", chunk


def test_a_section_that_states_a_figure_becomes_a_question_with_the_figure_expected() -> None:
    (draft,) = from_documents([_chunk("签收后15天内可退，运费8元。", "退换 > 无理由退货")])
    assert draft.turns == ("无理由退货是怎么规定的？",)
    assert draft.expect.must_include == (("15天",), ("8元",))
    assert draft.expect.source == ("退换.md",)
    assert not draft.accepted


def test_a_faq_entry_is_asked_as_it_stands_and_what_the_question_says_is_not_expected() -> None:
    (draft,) = from_documents([_chunk("可以，满99元包邮。", question="满99元包邮吗")])
    assert draft.turns == ("满99元包邮吗",)
    assert draft.expect.must_include == ()


def test_what_is_for_people_of_the_shop_or_states_nothing_is_left_out() -> None:
    assert not list(from_documents([_chunk("补偿上限50元", "补偿", audience="internal"), _chunk("欢迎光临", "介绍")]))


def test_an_edit_and_a_handoff_are_drafted_without_personal_data() -> None:
    edits = list(from_edits([Edited(key="apv_1", question="我电话13812345678，几天到账", text="3天内到账")]))
    handed = list(
        from_handoffs([HandedOff(key="hof_1", customer="k1", turns=("我电话13812345678", "要投诉"), topic="complaint")])
    )
    assert edits[0].expect.must_include == (("3天",),)
    assert "13812345678" not in as_yaml([*edits, *handed])


def test_drafts_read_back_and_are_refused_until_accepted(tmp_path: Path) -> None:
    drafts = list(from_edits([Edited(key="apv_1", question="几天到账", text="3天内到账")]))
    file = tmp_path / "drafts.yaml"
    file.write_text(as_yaml(drafts), encoding="utf-8")
    assert read_golden_files([file]) == drafts
    with pytest.raises(InvalidInputError, match="accepted"):
        chosen(read_golden_files([file]), ())
    file.write_text(as_yaml(drafts).replace("  accepted: false\n", ""), encoding="utf-8")
    assert chosen(read_golden_files([file]), ("edited",))
