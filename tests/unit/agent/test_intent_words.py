"""People read intents in words."""

from agent.intent_words import INTENT_WORDS, intent_words
from domain.intents import Intent


def test_every_intent_has_its_own_words_and_a_shops_own_keeps_its_name() -> None:
    assert set(INTENT_WORDS) == set(Intent)
    assert len(set(INTENT_WORDS.values())) == len(Intent)
    assert intent_words("刻字定制") == "刻字定制"
