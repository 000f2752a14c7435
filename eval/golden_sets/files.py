"""Reads golden sets: YAML (a list of samples), JSONL (one sample a line), CSV and Excel (one a row)."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml
from pydantic import ValidationError

from backends.unique_yaml import UniqueKeys
from domain.errors import ConfigurationError, InvalidInputError
from eval.golden_sets.raw import Raw, named
from eval.golden_sets.tables import from_csv, from_xlsx
from eval.samples import Sample


def read_golden_files(paths: Sequence[Path]) -> list[Sample]:
    """All samples of these files, in order.

    Raises:
        InvalidInputError: a file isn't there, or is of no kind that is read.
        ConfigurationError: a sample is wrong; names file, sample and field.
    """
    samples: list[Sample] = []
    homes: dict[str, str] = {}
    for path in paths:
        for raw in _raw_samples(path):
            sample = _sample(path.name, raw)
            if sample.id in homes:
                raise ConfigurationError(
                    f"{path.name}, {raw.place}: the id {sample.id} is taken already in {homes[sample.id]}; ids are "
                    "unique within a run."
                )
            homes[sample.id] = path.name
            samples.append(sample)
    if not samples:
        raise InvalidInputError("The golden files hold no samples.")
    return samples


def _raw_samples(path: Path) -> Iterator[Raw]:
    if not path.is_file():
        raise InvalidInputError(f"There is no golden file named {path.name}.")
    if path.suffix == ".csv":
        return from_csv(path)
    if path.suffix == ".xlsx":
        return from_xlsx(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise ConfigurationError(f"{path.name} can't be read: it must be UTF-8.") from None
    if path.suffix in (".yaml", ".yml"):
        return _from_yaml(path.name, text)
    if path.suffix == ".jsonl":
        return _from_jsonl(path.name, text)
    raise InvalidInputError(f"{path.name} is neither .yaml, .yml, .jsonl, .csv nor .xlsx.")


def _from_yaml(name: str, text: str) -> Iterator[Raw]:
    try:
        content = yaml.load(text, Loader=UniqueKeys)  # noqa: S506 - a SafeLoader
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" near line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or "it is no valid YAML"
        raise ConfigurationError(f"{name} can't be read{where}: {problem}.") from None
    if not isinstance(content, list):
        raise ConfigurationError(f"{name} must hold a list of samples, each beginning with `- id:`.")
    for number, item in enumerate(content, 1):
        yield Raw(named(item, f"sample {number}"), item)


def _from_jsonl(name: str, text: str) -> Iterator[Raw]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            item = json.loads(line, object_pairs_hook=_unique_pairs)
        except ValueError as error:
            raise ConfigurationError(f"{name}, line {number}: it is no valid JSON ({error}).") from None
        yield Raw(named(item, f"line {number}"), item)


def _unique_pairs(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a field is given twice")
    return found


def _sample(file: str, raw: Raw) -> Sample:
    try:
        return Sample.model_validate(raw.content)
    except ValidationError as error:
        places = "; ".join(f"{_field(e['loc'])}: {_advice(e['type'], e['msg'])}" for e in error.errors()[:5])
        raise ConfigurationError(f"{file}, {raw.place}: {places}.") from None


def _field(loc: tuple[int | str, ...]) -> str:
    path = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in loc)
    return path.removeprefix(".") or "the sample"


def _advice(kind: str, message: str) -> str:
    if kind == "extra_forbidden":
        return "there is no such field"
    if kind == "missing":
        return "is missing"
    return message[0].lower() + message[1:]
