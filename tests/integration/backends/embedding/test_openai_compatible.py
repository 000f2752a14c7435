"""The remote embedder against a real HTTP endpoint that is a double."""

from collections.abc import Iterator

import numpy as np
import pytest

from backends.embedding.openai_compatible import OpenAICompatibleEmbedder
from domain.errors import ConfigurationError, UnavailableError
from tests.integration.backends.embedding.endpoint_double import EndpointDouble


@pytest.fixture
def endpoint() -> Iterator[EndpointDouble]:
    endpoint = EndpointDouble()
    yield endpoint
    endpoint.close()


def embedder(endpoint: EndpointDouble, dimensions: int = 4, retries: int = 2) -> OpenAICompatibleEmbedder:
    return OpenAICompatibleEmbedder(
        base_url=endpoint.url,
        api_key="test",
        model="test-double",
        dimensions=dimensions,
        query_prefix="query: ",
        passage_prefix="passage: ",
        retries=retries,
    )


async def test_sends_plain_prefixed_text_and_returns_unit_vectors(endpoint: EndpointDouble) -> None:
    vector = np.asarray(await embedder(endpoint).embed_query("运费\x00谁出"))
    assert vector == pytest.approx([0.6, 0, 0, 0.8])
    assert endpoint.inputs == [["query: 运费 谁出"]]


async def test_the_same_question_is_sent_once(endpoint: EndpointDouble) -> None:
    remote = embedder(endpoint)
    await remote.embed_query("运费")
    await remote.embed_query("运费")
    assert len(endpoint.inputs) == 1


async def test_passages_go_in_batches_with_progress(endpoint: EndpointDouble) -> None:
    done: list[int] = []
    vectors = await embedder(endpoint).embed_passages([f"第{n}条" for n in range(70)], done.append)
    assert len(vectors) == 70
    assert done == [64, 70]
    assert endpoint.inputs[1][0] == "passage: 第64条"


@pytest.mark.parametrize("status", [429, 500, 503])
async def test_tries_again_when_that_may_help(endpoint: EndpointDouble, status: int) -> None:
    endpoint.script = [status]
    assert len(await embedder(endpoint).embed_query("运费")) == 4
    assert len(endpoint.inputs) == 2


@pytest.mark.parametrize(
    ("status", "error"), [(400, UnavailableError), (401, ConfigurationError), (404, ConfigurationError)]
)
async def test_does_not_try_again_when_it_cannot_help(
    endpoint: EndpointDouble, status: int, error: type[Exception]
) -> None:
    endpoint.script = [status] * 3
    with pytest.raises(error):
        await embedder(endpoint).embed_query("运费")
    assert len(endpoint.inputs) == 1


async def test_an_endpoint_that_stays_down_is_unavailable(endpoint: EndpointDouble) -> None:
    endpoint.script = [503] * 5
    with pytest.raises(UnavailableError):
        await embedder(endpoint, retries=1).embed_query("运费")


async def test_vectors_of_another_length_name_the_setting(endpoint: EndpointDouble) -> None:
    with pytest.raises(ConfigurationError, match="KEFU_EMBEDDING_DIMENSIONS"):
        await embedder(endpoint, dimensions=8).embed_query("运费")
