"""The lexical index at size: ``make bench-lexical`` (100,000 chunks made of the answer corpus's words)."""

import argparse
import random
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from backends.knowledge.lexical import LexicalIndex
from backends.knowledge.lexical_files import LexicalFiles
from backends.knowledge.normalise import question_form, search_form
from backends.knowledge.question import question_slots
from backends.knowledge.shop_index import synonyms_of
from bench.timing import p99
from domain.ids import ShopId
from training.answers.corpus import load_corpus

T = TypeVar("T")
SHOP = ShopId("bench")
SENTENCES = 4
"""Of a chunk."""
CHANGED = 100
"""Chunks of a document that is replaced."""


def main(count: int) -> None:
    """Build, save, load, update, search; print what each takes."""
    made = random.Random(4)
    entries = load_corpus()
    sentences = [entry.sentence for entry in entries if entry.sentence]
    texts = [
        search_form(f"{n}号商品。" + "".join(made.sample(sentences, SENTENCES)).replace("。", f"{n % 97}。", 1))
        for n in range(count)
    ]
    ids = [f"d{n // CHANGED}:1:{n}" for n in range(count)]
    with tempfile.TemporaryDirectory() as folder:
        files = LexicalFiles(Path(folder))
        index = _timed(f"build {count} chunks", lambda: LexicalIndex().add(ids, texts))
        index = _timed("save", lambda: files.save(SHOP, index, 1))
        index = _timed("load", lambda: LexicalFiles(Path(folder)).load(SHOP, 1))
        changed = _timed(
            f"replace {CHANGED} chunks",
            lambda: index.remove(ids[:CHANGED]).add([f"new:2:{n}" for n in range(CHANGED)], texts[:CHANGED]),
        )
        changed = _timed("save after it", lambda: files.save(SHOP, changed, 2))
        size = sum(path.stat().st_size for path in Path(folder).rglob("*"))
    print(f"{'on disk':24}{size / 1e6:8.0f} MB")
    questions = [question for entry in entries for question in entry.questions]
    times = []
    for question in made.sample(questions, min(200, len(questions))):
        began = perf_counter()
        form = question_form(question)
        changed.top(changed.score(question_slots(form, synonyms_of({}).spans(form))), 32)
        times.append(perf_counter() - began)
    print(f"{'search':24}p50 {sorted(times)[len(times) // 2] * 1000:6.1f} ms   p99 {p99(times) * 1000:6.1f} ms")


def _timed(name: str, call: Callable[[], T]) -> T:
    began = perf_counter()
    result = call()
    print(f"{name:24}{perf_counter() - began:8.2f} s")
    return result


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chunks", type=int, default=100_000)
    main(parser.parse_args().chunks)
