"""Fills an installation: many chunks, many shops, many conversations."""

import asyncio
import hashlib
import random
from collections.abc import Iterator

import numpy as np

from backends.connect import Backends
from domain.clock import SystemClock
from domain.conversation import Opening
from domain.documents import Chunk, ChunkVector, Document
from domain.ids import ChunkId, ConversationId, CustomerId, DocumentId, ShopId, new_id
from domain.intents import Speaker
from domain.shop import Shop
from domain.writes import NewMessage, Writes
from training.answers.corpus import load_corpus

DOCUMENT = 1000
"""Chunks of one document."""
SENTENCES = 4
"""Of a chunk."""
DIMENSIONS, NOISE = 384, 0.6
TITLE = "商品说明"
TOGETHER = 100
"""Conversations begun at a time: the one writer of SQLite never waits for the next."""


class Texts:
    """Chunks of the answer corpus's words, with vectors around those of a few real sentences."""

    def __init__(self, anchors: np.ndarray) -> None:
        """Args: anchors: unit vectors (n, 384) of real texts; made vectors lie about them as real ones would."""
        self._random = random.Random(8)
        self._noise = np.random.default_rng(8)
        self._anchors = anchors
        self.sentences = [entry.sentence for entry in load_corpus() if entry.sentence]

    def chunks(self, count: int, document: DocumentId) -> Iterator[ChunkVector]:
        """So many different chunks with unit vectors (384, float32)."""
        for number in range(count):
            text = f"{number}号商品。" + "".join(self._random.sample(self.sentences, SENTENCES))
            near = self._anchors[self._random.randrange(len(self._anchors))]
            noise = self._noise.standard_normal(DIMENSIONS)
            vector = near + NOISE * noise / np.linalg.norm(noise)
            chunk = Chunk(
                chunk_id=ChunkId(f"{document}:1:{number}"), document_id=document, generation=1, ordinal=number,
                text=text, title=TITLE, tokens=len(text),
            )  # fmt: skip
            yield ChunkVector(chunk, (vector / np.linalg.norm(vector)).astype(np.float32))


async def fill_shop(backends: Backends, shop: ShopId, chunks: int, texts: Texts) -> None:
    """A shop with so many live chunks."""
    await backends.stores.shops.put_shop(Shop(id=shop))
    for first in range(0, chunks, DOCUMENT):
        name = f"{shop}-{first}"
        document = Document(
            document_id=DocumentId(f"doc_{name}"), shop=shop, name=f"{name}.md", title=TITLE,
            media_type="text/markdown", content_hash=hashlib.sha256(name.encode()).hexdigest(), size=1,
            updated_at=SystemClock().now(),
        )  # fmt: skip
        made = list(texts.chunks(min(DOCUMENT, chunks - first), document.document_id))
        generation = await backends.documents.stage(document, made)
        await backends.vectors.add(shop, await backends.documents.staged_chunks(shop, document.document_id, generation))
        await backends.documents.publish(document, generation)


async def fill_conversations(backends: Backends, shop: ShopId, numbers: range) -> None:
    """Conversations that a person holds, each with a message."""
    store, now = backends.stores.conversations, SystemClock().now()

    async def fill(number: int) -> None:
        opening = Opening(
            shop=shop, owner=f"customer:open{number}", customer_id=CustomerId(f"open{number}"), conversation_id=None,
            text="在吗", at=now, worker="bench", leased_at=now,
        )  # fmt: skip
        begun = await store.begin(opening)
        await store.claim(shop, begun.conversation.conversation_id, "key_bench", now)

    for first in range(numbers.start, numbers.stop, TOGETHER):
        await asyncio.gather(*map(fill, numbers[first - numbers.start :][:TOGETHER]))


async def lengthen(backends: Backends, shop: ShopId, conversation: ConversationId, exchanges: int) -> None:
    """Give a conversation so many exchanges that went before."""
    now = SystemClock().now()
    said = tuple(
        NewMessage(
            conversation_id=conversation, speaker=speaker, text=f"第{number}句：这款能退吗，运费谁出？", at=now,
            dedupe_key=new_id("evt"), ai_generated=speaker is Speaker.BOT,
        )
        for number in range(exchanges) for speaker in (Speaker.CUSTOMER, Speaker.BOT)
    )  # fmt: skip
    await backends.stores.conversations.write(shop, Writes(messages=said))
