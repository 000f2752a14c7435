"""One file to chunks: the stage that runs in a process of its own, or on another machine.

A plain function of plain data: the process pool here and a cluster's map call the very same thing.
"""

from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from domain.documents import Audience, Chunk
from domain.quarantine import Held
from ingest.archives import check_archive
from ingest.audience import audience_of_front_matter, audience_of_text, internal_words, is_internal_part
from ingest.blocks import Block, blocks_of, lay_out
from ingest.chunking import chunk_blocks
from ingest.holding import held_audience, held_file, held_passages
from ingest.memory import ran_out_of_memory
from ingest.partition.elements import Partitioned
from ingest.partition.pdf import NeedsOcrError
from ingest.partitioning import partition
from ingest.prepared import Order, Prepared
from ingest.products import products_in
from ingest.refusals import FileRefusedError, Reason
from ingest.screening import screen
from ingest.sniffing import Format, Sniffed, sniff
from ingest.titles import document_title, titled
from ingest.validity import Validity, validity_of_front_matter, validity_of_text

_OFFICE = {Format.DOCX, Format.XLSX, Format.PPTX}


def prepare(order: Order, clock: Callable[[], float] = perf_counter) -> Prepared:
    """Read, check, partition, screen and chunk one file. Never raises for what the file contains."""
    sniffed: Sniffed | None = None
    began = clock()
    try:
        data = _read(order)
        sniffed = sniff(data, order.name)
        if sniffed.format in _OFFICE:
            check_archive(data, order.settings.max_unpacked_bytes)
        partitioned = partition(data, sniffed.format, order.settings, order.ocr)
        parsed = clock()
        return _finish(order, sniffed, partitioned, {"parse": parsed - began}, clock)
    except FileRefusedError as error:
        hungry = error.reason is Reason.DAMAGED and ran_out_of_memory(error)
        return _refused(order, sniffed, Reason.TOO_HUNGRY if hungry else error.reason)
    except NeedsOcrError:
        return Prepared(name=order.name, needs_ocr=True)
    except MemoryError:
        return _refused(order, sniffed, Reason.TOO_HUNGRY)
    except RecursionError:
        return _refused(order, sniffed, Reason.DAMAGED)
    except Exception as error:
        # Parsers raise nearly anything on damaged input; whatever it is, the file can't be read.
        return _refused(order, sniffed, Reason.TOO_HUNGRY if ran_out_of_memory(error) else Reason.DAMAGED)


def _read(order: Order) -> bytes:
    path = Path(order.path)
    try:
        if not path.is_file():
            raise FileRefusedError(Reason.NOT_A_FILE)
        if path.stat().st_size > order.settings.max_bytes:
            raise FileRefusedError(Reason.TOO_LARGE)
        return path.read_bytes()
    except OSError as error:
        raise FileRefusedError(Reason.NOT_A_FILE) from error


def _refused(order: Order, sniffed: Sniffed | None, reason: Reason) -> Prepared:
    media_type = sniffed.format.value if sniffed else "application/octet-stream"
    return Prepared(name=order.name, media_type=media_type, refusal=reason.value)


def _finish(
    order: Order, sniffed: Sniffed, found: Partitioned, seconds: dict[str, float], clock: Callable[[], float]
) -> Prepared:
    began = clock()
    blocks, notes = blocks_of(found.elements)
    screened = screen(blocks, found.hidden, found.comments)
    placed, text = lay_out(titled(blocks if screened.mostly_for_bots else screened.kept))
    if not text.strip():
        raise FileRefusedError(Reason.NO_TEXT)
    title = order.rule.title or document_title(placed, found.front_matter, order.name, sniffed.format)
    validity = _validity(order, found, text, title)
    audience, held = _audience(order, found, title, placed)
    chunks = [_completed(chunk, validity, audience, order) for chunk in chunk_blocks(placed, title, order.settings)]
    if screened.mostly_for_bots:
        held = [held_file(text, chunks), *held]
        chunks, screened.cuts = [], []
    passages = held_passages(screened, placed, title, len(text), order.settings)
    complete = [
        h.model_copy(update={"chunks": tuple(_completed(c, validity, audience, order) for c in h.chunks)})
        for h in passages
    ]
    ocr = found.ocr_seconds
    seconds = {"parse": seconds["parse"] - ocr, "ocr": ocr, "chunk": clock() - began}
    return Prepared(
        name=order.name, media_type=sniffed.format.value, title=title, chunks=tuple(chunks), audience=audience,
        effective_from=validity.effective_from, expires_on=validity.expires_on, supersedes=validity.supersedes,
        left_out=tuple(dict.fromkeys([*_label_note(sniffed), *found.left_out, *notes])), seconds=seconds,
        held=(*complete, *held), quarantined=screened.mostly_for_bots,
        refusal=Reason.ADDRESSES_BOT.value if screened.mostly_for_bots else "",
    )  # fmt: skip


def _label_note(sniffed: Sniffed) -> list[str]:
    if not sniffed.mislabelled:
        return []
    return [f"扩展名与内容不符，已按 {sniffed.format.name.lower()} 读取 (extension and content differ)"]


def _validity(order: Order, found: Partitioned, text: str, title: str) -> Validity:
    """shop.yaml before front matter before the text."""
    own, front, rule = validity_of_text(text, title), validity_of_front_matter(found.front_matter), order.rule
    start = rule.effective_from or front.effective_from or own.effective_from
    end = rule.expires_on or front.expires_on or own.expires_on
    if start and end and end < start:
        raise FileRefusedError(Reason.BAD_DATES)
    return Validity(start, end, rule.supersedes or front.supersedes or own.supersedes)


def _audience(order: Order, found: Partitioned, title: str, blocks: list[Block]) -> tuple[Audience, list[Held]]:
    """Who may see it, and the question to a person where only its own words say so."""
    given = order.rule.audience or audience_of_front_matter(found.front_matter)
    if given is not None:
        return given, []
    head = "\n".join([*found.marks[:1], *(block.text for block in _opening(blocks, title))])
    audience = audience_of_text(title, order.name, head)
    if audience == "public":
        return audience, []
    lines = [title, Path(order.name).stem, order.name, head]
    return audience, [held_audience(internal_words(lines) or "内部", lines)]


def _opening(blocks: list[Block], title: str) -> list[Block]:
    """The first paragraphs, up to the first heading after the title: a later part speaks for itself alone."""
    end = next((n for n, b in enumerate(blocks) if b.kind == "heading" and (n > 0 or b.text != title)), len(blocks))
    return blocks[: min(end, 5)]


def _completed(chunk: Chunk, validity: Validity, audience: Audience, order: Order) -> Chunk:
    inside = audience == "internal" or (
        order.rule.audience != "public" and is_internal_part(chunk.section, chunk.sheet)
    )
    return chunk.model_copy(
        update={
            "audience": "internal" if inside else "public",
            "effective_from": validity.effective_from,
            "expires_on": validity.expires_on,
            "products": products_in(chunk.text, chunk.section, chunk.cells, order.product_names),
        }
    )
