"""What `kefu golden` does."""

from itertools import islice
from pathlib import Path

from backends.connect import Stores, connect_stores
from backends.settings import Settings
from backends.sql.documents import SqlDocumentStore
from commands.golden_facts import facts_of
from domain.documents import Chunk
from domain.errors import InvalidInputError
from domain.ids import ShopId
from domain.intents import Speaker
from eval.golden_sets.checking import Problem, check_set
from eval.golden_sets.drafting import Edited, HandedOff, from_documents, from_edits, from_handoffs
from eval.golden_sets.drafts import as_yaml
from eval.golden_sets.files import read_golden_files
from eval.samples import Sample


async def check_files(settings: Settings, golden: list[Path], shop: str | None) -> list[Problem]:
    """What is wrong with these sets. Raises: InvalidInputError, ConfigurationError, NotFoundError: no such shop."""
    samples = read_golden_files(golden)
    if shop is None:
        return await check_set(samples)
    async with connect_stores(settings) as stores:
        return await check_set(samples, await facts_of(stores, ShopId(shop)))


async def draft_file(settings: Settings, shop: str, output: Path, sources: tuple[str, ...], limit: int) -> int:
    """Write the drafts; how many there are.

    Raises: InvalidInputError: the file is there, or there is nothing to draft. NotFoundError: no such shop.
    """
    _refuse_overwriting(output)
    async with connect_stores(settings) as stores:
        known = await stores.shops.get_shop(ShopId(shop))
        drafts: list[Sample] = []
        if "documents" in sources:
            drafts += islice(from_documents(await _chunks(stores, known.id)), limit)
        if "edits" in sources:
            drafts += islice(from_edits(await _edits(stores, known.id)), limit)
        if "handoffs" in sources:
            drafts += islice(from_handoffs(await _handoffs(stores, known.id, limit)), limit)
    if not drafts:
        raise InvalidInputError("There is nothing to draft from: no documents, edits or handed-off conversations.")
    _write(output, as_yaml(drafts))
    return len(drafts)


def _refuse_overwriting(output: Path) -> None:
    if output.exists():
        raise InvalidInputError(f"{output.name} is there already; drafts go into a new file, so that nothing is lost.")


def _write(output: Path, text: str) -> None:
    try:
        output.write_text(text, encoding="utf-8")
    except OSError:
        raise InvalidInputError(f"{output.name} can't be written; name a file in a folder there is.") from None


async def _chunks(stores: Stores, shop: ShopId) -> list[tuple[str, Chunk]]:
    store = SqlDocumentStore(stores.database, "any")
    names = {document.document_id: document.name for document in await store.documents(shop)}
    return [(names.get(chunk.document_id, ""), chunk) for chunk in await store.live_chunks(shop)]


async def _edits(stores: Stores, shop: ShopId) -> list[Edited]:
    found: list[Edited] = []
    for approval in await stores.approvals.approvals(shop, "approved"):
        decision = approval.decision
        if approval.kind != "reply" or decision is None or decision.decision != "edit" or not decision.text:
            continue
        documents = tuple(dict.fromkeys(c.document for c in approval.draft.citations)) if approval.draft else ()
        found.append(
            Edited(key=approval.approval_id, question=approval.question, text=decision.text, documents=documents)
        )
    return found


async def _handoffs(stores: Stores, shop: ShopId, limit: int) -> list[HandedOff]:
    found: list[HandedOff] = []
    for handoff in await stores.handoffs.handoffs(shop, None, limit):
        conversation = await stores.conversations.conversation(shop, handoff.conversation_id)
        messages = await stores.conversations.messages(shop, handoff.conversation_id)
        ended = next((m.seq for m in messages if m.turn_id == handoff.turn_id and m.speaker is Speaker.BOT), None)
        before = [m for m in messages if ended is None or m.seq <= ended]
        found.append(
            HandedOff(
                key=handoff.handoff_id,
                customer=conversation.customer_id,
                turns=tuple(m.text for m in before if m.speaker is Speaker.CUSTOMER and m.text.strip()),
                topic=handoff.topic,
                answered=next((m.text for m in messages if m.speaker is Speaker.AGENT), ""),
            )
        )
    return found
