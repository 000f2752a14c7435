"""Questions about the same come together."""

from datetime import UTC, datetime

from agent.question_clusters import clusters_of
from domain.ids import ConversationId
from domain.service_figures import Asked

TEXTS = (
    "灯罩在路上碎了怎么办",
    "收到灯罩碎了怎么办",
    "发票怎么开",
    "灯罩碎了怎么赔",
    "怎么开发票啊",
    "你们几点下班",
)


def _asked(texts: tuple[str, ...]) -> list[Asked]:
    at = datetime(2026, 11, 20, tzinfo=UTC)
    return [
        Asked(conversation_id=ConversationId(f"con_{n}"), question=text, outcome="answer", at=at)
        for n, text in enumerate(texts)
    ]


def test_the_largest_cluster_comes_first_and_nothing_is_lost() -> None:
    found = clusters_of(_asked(TEXTS))
    assert sum(cluster.count for cluster in found) == len(TEXTS)
    assert found[0].count == 3
    assert all("灯罩" in example for example in found[0].examples)
    assert {2, 1} == {cluster.count for cluster in found[1:]}


def test_no_questions_no_clusters() -> None:
    assert clusters_of(_asked(("", "   "))) == []


def test_a_cluster_shows_nobodys_number() -> None:
    (found,) = clusters_of(_asked(("我电话13912345678，几点发货",)))
    assert "13912345678" not in found.model_dump_json()
