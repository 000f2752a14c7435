"""An operator's review of gaps: what is asked and not answered, and one approval that fills it."""

import csv
import re
import tempfile
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

import numpy as np

from agent.checks.redact import redact
from agent.checks.screening import screen
from agent.gaps.clustering import Vectors, clusters, nearest
from agent.reasoning.triage.model import TriageModel
from domain.clock import Clock
from domain.credentials import Principal
from domain.documents import Embedder, Ingestor
from domain.errors import InvalidInputError, NotFoundError
from domain.gaps import Gap, GapStore, ProposedEntry, Published, Unanswered
from domain.ids import ShopId
from domain.shop import Shop, ShopStore

WORDINGS = 8
"""Ways of asking that are shown, and published as similar questions."""
SHORTEST = 6
"""Characters of a person's message that may be an answer: 在的 and 稍等 are none."""
_STALLING = re.compile(
    r"^(?:亲[，,~]?|您好[，,]?)*(?:稍等|请稍[等候后]|我(?:帮您)?(?:查|看|问|核实)一?下|这边帮您)[^，,。]{0,12}[。~]?$"
)

ShopClock = Callable[[Shop], Clock]


class GapDesk:
    """Lists, publishes and dismisses."""

    def __init__(
        self, store: GapStore, shops: ShopStore, embedder: Embedder, ingestor: Ingestor | None, clock_of: ShopClock
    ) -> None:
        """Args: embedder: the embedded one; ingestor: takes an entry in; None where nothing is published."""
        self._store, self._shops, self._ingestor = store, shops, ingestor
        self._embedder, self._clock_of = embedder, clock_of
        self._mean: Vectors = TriageModel.load().mean

    async def gaps(self, principal: Principal, days: int = 30, least: int = 1) -> list[Gap]:
        """What wasn't answered in the last days and nobody has decided on, the most frequent first."""
        shop = await self._shops.get_shop(principal.shop)
        since = self._clock_of(shop).now() - timedelta(days=days)
        asked = sorted(await self._store.unanswered(shop.id, since), key=lambda turn: (turn.at, turn.turn_id))
        if not asked:
            return []
        questions = [redact(turn.question).text for turn in asked]
        vectors = await self._vectors(questions)
        found = [
            await self._gap([asked[n] for n in places], [questions[n] for n in places], vectors[places])
            for places in clusters(questions, vectors, self._mean)
            if len(places) >= least
        ]
        return sorted(found, key=lambda gap: (-gap.count, -gap.last_at.timestamp()))

    async def publish(
        self, principal: Principal, gap_id: str, question: str | None = None, answer: str | None = None
    ) -> Published:
        """One approval: the entry becomes a document and answers from now on.

        Args: question, answer: in place of the proposed ones.

        Raises: NotFoundError; StaleError; InvalidInputError: there is no answer, or it must not be published.
        """
        shop, gap = await self._shops.get_shop(principal.shop), await self._one(principal, gap_id)
        entry = gap.proposed.model_copy(
            update={k: v.strip() for k, v in (("question", question), ("answer", answer)) if v and v.strip()}
        )
        _check(entry, shop)
        document = await self._taken_in(shop.id, gap, entry)
        now = self._clock_of(shop).now()
        await self._store.decide(shop.id, gap.turn_ids, "published", principal.credential, now, document.document_id)
        return document

    async def dismiss(self, principal: Principal, gap_id: str) -> int:
        """Nothing for the documents; returns how many turns it was. Raises: NotFoundError, StaleError."""
        shop, gap = await self._shops.get_shop(principal.shop), await self._one(principal, gap_id)
        now = self._clock_of(shop).now()
        await self._store.decide(shop.id, gap.turn_ids, "dismissed", principal.credential, now)
        return gap.count

    async def _one(self, principal: Principal, gap_id: str) -> Gap:
        for gap in await self.gaps(principal, days=366):
            if gap_id in (gap.gap_id, *gap.turn_ids):
                return gap
        raise NotFoundError("There is no such gap, or somebody has decided on it already; load the list again.")

    async def _gap(self, turns: Sequence[Unanswered], questions: Sequence[str], vectors: Vectors) -> Gap:
        middle = nearest(vectors.mean(axis=0), vectors, self._mean)
        wordings = tuple(dict.fromkeys(reversed(questions)))
        answer, where = await self._answered(turns, vectors)
        return Gap(
            gap_id=turns[0].turn_id,
            question=questions[middle],
            count=len(turns),
            conversations=len({turn.conversation_id for turn in turns}),
            first_at=turns[0].at,
            last_at=turns[-1].at,
            wordings=wordings[:WORDINGS],
            proposed=ProposedEntry(
                question=questions[middle],
                answer=answer,
                similar_questions=tuple(w for w in wordings if w != questions[middle])[:WORDINGS],
                conversation_id=where.conversation_id if where else None,
            ),
            turn_ids=tuple(turn.turn_id for turn in turns),
        )

    async def _answered(self, turns: Sequence[Unanswered], vectors: Vectors) -> tuple[str, Unanswered | None]:
        """What a person answered last, personal data masked: of their messages the one nearest to the question."""
        for place in reversed(range(len(turns))):
            said = [redact(text).text for text in turns[place].later if _may_answer(text)]
            if said:
                best = nearest(vectors[place], await self._vectors(said), self._mean)
                return said[best], turns[place]
        return "", None

    async def _vectors(self, texts: Sequence[str]) -> Vectors:
        return np.asarray([await self._embedder.embed_query(text) for text in texts], dtype=np.float32)

    async def _taken_in(self, shop: ShopId, gap: Gap, entry: ProposedEntry) -> Published:
        if self._ingestor is None:
            raise InvalidInputError(
                "Nothing can be published here: use the API, or the command line while none serves."
            )
        with tempfile.TemporaryDirectory(prefix="kefu-gap-") as folder:
            path = Path(folder) / f"补充问答-{gap.gap_id[-8:]}.csv"
            with path.open("w", encoding="utf-8", newline="") as stream:
                rows = csv.writer(stream)
                rows.writerow(("问题", "答案", "相似问题"))
                rows.writerow((entry.question, entry.answer, "；".join(entry.similar_questions)))
            (report,) = await self._ingestor.ingest(shop, [path])
        if report.document_id is None or report.result in ("rejected", "quarantined"):
            raise InvalidInputError(f"The entry wasn't taken in: {report.reason or report.result}")
        return Published(report.document_id, report.name, gap.count)


def _may_answer(text: str) -> bool:
    return len(text.strip()) >= SHORTEST and not _STALLING.match(text.strip())


def _check(entry: ProposedEntry, shop: Shop) -> None:
    if not entry.answer:
        raise InvalidInputError("Nobody has answered this yet: give an answer with the approval.")
    if redact(entry.answer).text != entry.answer or redact(entry.question).text != entry.question:
        raise InvalidInputError("The entry holds personal data; write it without.")
    found = screen(entry.answer, shop)
    if found.verdict == "block":
        kinds = "、".join(sorted({finding.type for finding in found.findings}))
        raise InvalidInputError(f"The answer must not be said to customers ({kinds}): change it.")
