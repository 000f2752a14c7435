"""The network of ``backends/embedding/answer_reader.py``, as PyTorch trains it."""

from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional

from backends.embedding.answer_reader import ATTEND_FLOOR, ATTEND_SPREAD, COSINE_FLOOR, COSINE_SPREAD
from training.reader.batches import Batch

WIDTH, COMPARED, HIDDEN = 64, 96, 96
_HIDDEN, _LOWEST = -1e4, -9.0


class ReaderNetwork(nn.Module):
    """Log odds for each pair of a batch."""

    def __init__(self, mean: npt.NDArray[np.float32], basis: npt.NDArray[np.float32]) -> None:
        """Args: mean, basis: the token vectors' own mean [width] and softly whitened principal axes [width, axes]."""
        super().__init__()
        self.mean, self.basis = torch.from_numpy(mean), torch.from_numpy(basis)
        axes = basis.shape[1]
        self.question, self.text = nn.Linear(axes, WIDTH), nn.Linear(axes, WIDTH)
        self.key = nn.Linear(axes, WIDTH, bias=False)
        self.compare_question = nn.Linear(4 * WIDTH + 2, COMPARED)
        self.compare_text = nn.Linear(4 * WIDTH + 2, COMPARED)
        self.pool_question, self.pool_text = nn.Linear(COMPARED, 1), nn.Linear(COMPARED, 1)
        self.out_0, self.out_1 = nn.Linear(4 * COMPARED, HIDDEN), nn.Linear(HIDDEN, 1)
        self.temperature = nn.Parameter(torch.tensor(1.0))
        self.drop = nn.Dropout(0.3)

    def forward(self, batch: Batch) -> Tensor:
        """[pairs]"""
        question, text = self._reduced(batch.question), self._reduced(batch.text)
        asked, said = self.drop(self.question(question)), self.drop(self.text(text))
        cosines = batch.question @ batch.text.transpose(1, 2)
        near = self.temperature * (cosines - ATTEND_FLOOR) * ATTEND_SPREAD
        energy = self.key(question) @ self.key(text).transpose(1, 2) / 8 + near
        no_text, no_question = ~batch.in_text[:, None, :], ~batch.in_question[:, :, None]
        from_text = torch.softmax(energy.masked_fill(no_text, _HIDDEN), 2) @ said
        from_question = torch.softmax(energy.masked_fill(no_question, _HIDDEN), 1).transpose(1, 2) @ asked
        likest = cosines.masked_fill(no_text, -1).max(2).values
        likest_own = cosines.masked_fill(~batch.own[:, None, :], -1).max(2).values
        likest_asked = cosines.masked_fill(no_question, -1).max(1).values
        x = _compared(self.compare_question, asked, from_text, [_spread(likest), _spread(likest_own)])
        y = _compared(self.compare_text, said, from_question, [_spread(likest_asked), batch.own.float()])
        pooled = [*_pooled(self.pool_question, x, batch.in_question), *_pooled(self.pool_text, y, batch.in_text)]
        hidden = functional.gelu(self.out_0(self.drop(torch.cat(pooled, 1))), approximate="tanh")
        logits: Tensor = self.out_1(self.drop(hidden)).squeeze(1)
        return logits

    def weights(self) -> dict[str, npt.NDArray[Any]]:
        """As the reader in numpy takes them: the reduction folded into the first layers, [in, out]."""
        found = {}
        mean, basis = self.mean.double(), self.basis.double()
        for name, layer in (("question", self.question), ("text", self.text), ("key", self.key)):
            folded = basis @ layer.weight.detach().double().T
            bias = 0 if layer.bias is None else layer.bias.detach().double()
            found[f"{name}.weight"], found[f"{name}.bias"] = folded.numpy(), (bias - mean @ folded).numpy()
        plain = {
            "compare.question": self.compare_question, "compare.text": self.compare_text,
            "pool.question": self.pool_question, "pool.text": self.pool_text, "out.0": self.out_0, "out.1": self.out_1,
        }  # fmt: skip
        for name, layer in plain.items():
            found[f"{name}.weight"], found[f"{name}.bias"] = (
                layer.weight.detach().T.numpy(),
                layer.bias.detach().numpy(),
            )
        found["temperature"] = self.temperature.detach().numpy()
        return {name: value.astype(np.float16) for name, value in found.items()}

    def _reduced(self, vectors: Tensor) -> Tensor:
        return (vectors - self.mean) @ self.basis


def _spread(cosines: Tensor) -> Tensor:
    return (cosines - COSINE_FLOOR) * COSINE_SPREAD


def _compared(layer: nn.Linear, own: Tensor, found: Tensor, extra: list[Tensor]) -> Tensor:
    features = torch.cat([own, found, own * found, (own - found).abs(), torch.stack(extra, 2)], 2)
    return functional.gelu(layer(features), approximate="tanh")


def _pooled(layer: nn.Linear, values: Tensor, inside: Tensor) -> list[Tensor]:
    share = torch.softmax(layer(values).squeeze(2).masked_fill(~inside, _HIDDEN), 1)
    return [(share[:, :, None] * values).sum(1), values.masked_fill(~inside[:, :, None], _LOWEST).max(1).values]
