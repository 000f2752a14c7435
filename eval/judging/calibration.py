"""Whether the judge agrees with people: before that is known, its verdicts mean nothing."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from domain.errors import ConfigurationError, InvalidInputError
from domain.model import Frozen
from eval.judging.judge import Judge


class Labelled(Frozen):
    """A reply that a person has judged: a line of a JSONL file."""

    turns: tuple[str, ...]
    reply: str
    evidence: tuple[str, ...] = ()
    label: Literal["pass", "fail"]


class Calibration(Frozen):
    """How judge and people agree."""

    labels: int
    unscored: int
    both_pass: int = 0
    both_fail: int = 0
    judge_milder: int = 0
    """People fail, the judge passes: what a gate can't afford."""
    judge_stricter: int = 0

    @property
    def agreement(self) -> float:
        """Of the scored ones, 0-1."""
        scored = self.labels - self.unscored
        return (self.both_pass + self.both_fail) / scored if scored else 0.0

    @property
    def kappa(self) -> float:
        """Cohen's: agreement beyond chance; 0 where chance explains everything."""
        scored = self.labels - self.unscored
        if not scored:
            return 0.0
        people, judge = self.both_pass + self.judge_stricter, self.both_pass + self.judge_milder
        chance = (people * judge + (scored - people) * (scored - judge)) / scored**2
        return (self.agreement - chance) / (1 - chance) if chance < 1 else 0.0


def read_labels(path: Path) -> list[Labelled]:
    """Raises: InvalidInputError: it isn't there or is empty. ConfigurationError: a line is wrong."""
    if not path.is_file():
        raise InvalidInputError(f"There is no file of labels named {path.name}.")
    found: list[Labelled] = []
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
        if line.strip():
            try:
                found.append(Labelled.model_validate(json.loads(line)))
            except (ValueError, ValidationError):
                raise ConfigurationError(
                    f"{path.name}, line {number}: it needs turns, reply and label (pass or fail)."
                ) from None
    if not found:
        raise InvalidInputError(f"{path.name} holds no labels.")
    return found


async def calibrate(judge: Judge, labels: Sequence[Labelled]) -> Calibration:
    """Ask the judge about each."""
    counts = {"unscored": 0, "both_pass": 0, "both_fail": 0, "judge_milder": 0, "judge_stricter": 0}
    for labelled in labels:
        passed = (await judge.score(labelled.turns, labelled.reply, labelled.evidence)).passed
        if passed is None:
            counts["unscored"] += 1
        elif passed == (labelled.label == "pass"):
            counts["both_pass" if passed else "both_fail"] += 1
        else:
            counts["judge_milder" if passed else "judge_stricter"] += 1
    return Calibration(labels=len(labels), **counts)
