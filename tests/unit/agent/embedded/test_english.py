"""English questions over Chinese documents."""

import pytest

from agent.reasoning.answers.question_terms import covered, pieces_of
from agent.reasoning.embedded.composing import compose_draft
from agent.reasoning.embedded.words.answer_types import AnswerType, answer_types
from agent.reasoning.embedded.words.romanised import spelt_out
from agent.tools import notices
from backends.knowledge.fusion import FOREIGN_VECTOR_WEIGHT, VECTOR_WEIGHT, vector_weight
from backends.knowledge.question import english_slots
from domain.analysis import Entities
from domain.intents import Intent, Language, Outcome
from domain.text.english import chinese_wordings, glossed
from domain.text.synonyms import Synonyms
from tests.unit.agent.embedded.requests import passage, request, row


@pytest.mark.parametrize(
    ("question", "wording"),
    [
        ("are the lenses broken", "镜片"),
        ("I stopped shipping", "快递"),
        ("two batteries", "电池"),
        ("where is your store", "门店"),
        ("how do I store it", "保存"),
        ("any warrenty", "保修"),
        ("free shiping", "包邮"),
        ("when will it be avaliable", "现货"),
    ],
)
def test_inflected_words_and_phrases_have_their_wording(question: str, wording: str) -> None:
    assert any(wording in wordings for wordings in chinese_wordings(question))


def test_an_english_question_is_answered_from_the_chinese_row_in_an_english_frame() -> None:
    rows = [
        row({"部件": "马达", "质保": "3年"}, 1, section="质保期限"),
        row({"部件": "充电器", "质保": "6个月"}, 2, section="质保期限"),
    ]
    question = "how long is the warranty of the motor"
    text = compose_draft(request(question, *rows, intent=Intent.PRODUCT_INFO, language=Language.ENGLISH)).text
    assert "3年" in text
    assert "6个月" not in text
    assert text.startswith("Here is")


def test_a_place_named_in_english_is_found_by_its_chinese_name() -> None:
    rule = passage("洛阳店在牡丹路9号。", section="门店")
    asked = request(
        "where is your store in Luoyang", rule, entities=Entities(regions=("洛阳",)), language=Language.ENGLISH
    )
    assert "牡丹路" in compose_draft(asked).text


def test_what_no_document_says_is_refused_in_english() -> None:
    rule = passage("鱼竿每次用后擦干。", section="保养")
    draft = compose_draft(request("do you offer student discounts", rule, language=Language.ENGLISH))
    assert draft.outcome is Outcome.ABSTAIN
    assert draft.text.startswith("I could not find")


def test_the_words_of_an_english_question_search_in_chinese() -> None:
    own = Synonyms([("绵云", "cloud yarn")])
    slots = english_slots("how long is the warranty of the cloud yarn", own)
    assert {"保修", "绵云"} <= {term for slot in slots for way in slot.alternatives for term in way}
    assert english_slots("质保多久", Synonyms(())) == []


def test_the_more_words_the_glossary_knows_the_more_words_count() -> None:
    assert vector_weight("质保多久") == VECTOR_WEIGHT
    assert vector_weight("warranty of the motor") == pytest.approx(VECTOR_WEIGHT)
    assert vector_weight("xyzzy plugh") == FOREIGN_VECTOR_WEIGHT


def test_an_english_question_is_read_with_its_chinese_wordings() -> None:
    assert glossed("is the lamp waterproof") == "is the lamp waterproof 灯 防水"
    assert glossed("灯防水吗") == "灯防水吗"


def test_how_long_asks_for_a_length_or_for_a_time() -> None:
    assert answer_types("how long is the cable")[0] is AnswerType.MEASURE
    assert answer_types("how long is the warranty")[0] is AnswerType.TIME
    assert answer_types("how long till it ships")[0] is AnswerType.TIME


def test_how_much_asks_for_a_price_or_for_a_quantity() -> None:
    assert answer_types("how much for the lamp")[0] is AnswerType.MONEY
    assert answer_types("how much water do i add")[0] is AnswerType.MEASURE


def test_what_tools_could_not_do_is_said_in_the_language_of_the_reply() -> None:
    told = [value for name, value in vars(notices).items() if name.isupper() and isinstance(value, str)]
    assert all(notices.notice_in(notice, Language.ENGLISH).isascii() for notice in told)
    assert notices.notice_in(notices.SIGN_IN, Language.CHINESE) == notices.SIGN_IN


@pytest.mark.parametrize(
    ("word", "text", "said"),
    [
        ("linping", "临平、富阳暂时不送", True),
        ("mianyun", "绵云美利奴", True),
        ("many", "马尼拉", False),
        ("ping", "临平", False),
    ],
)
def test_a_name_is_known_by_its_sound(word: str, text: str, said: bool) -> None:
    assert spelt_out(word, text) is said


def test_a_name_without_a_wording_is_covered_by_its_sound() -> None:
    assert covered(pieces_of("do you deliver to Linping"), "临平不配送") == (1.0, 1.0)
