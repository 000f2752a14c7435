"""Reads shop.yaml: strictly, with money in yuan as in orders.json, and with errors that say what to write instead."""

from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args, get_origin

import yaml
from pydantic import BaseModel, ValidationError

from backends.unique_yaml import KeyGivenTwiceError, UniqueKeys
from domain.errors import ConfigurationError, InvalidInputError
from domain.money import Fen, fen_from_yuan
from domain.shop import Shop

_MOST_ERRORS = 5


def read_settings(path: Path) -> dict[str, Any]:
    """The fields as they stand in the file; empty where there is no file.

    Raises:
        ConfigurationError: it isn't UTF-8 YAML with fields.
    """
    if not path.is_file():
        return {}
    try:
        content = yaml.load(path.read_text(encoding="utf-8-sig"), UniqueKeys)  # noqa: S506 - a SafeLoader
    except KeyGivenTwiceError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ConfigurationError(f"shop.yaml has {error.key!r} twice near line {line}: keep one of them.") from None
    except (yaml.YAMLError, UnicodeDecodeError, TypeError) as error:
        place = getattr(error, "problem_mark", None)
        where = f" near line {place.line + 1}" if place else ""
        raise ConfigurationError(f"shop.yaml can't be read{where}: it must be UTF-8 YAML.") from None
    if content is not None and not isinstance(content, dict):
        raise ConfigurationError("shop.yaml must hold fields (name: …), not a list or a text.")
    return content or {}


def shop_of(settings: dict[str, Any]) -> Shop:
    """The shop that these fields describe.

    Args:
        settings: as in the file, money in yuan.

    Raises:
        ConfigurationError: names each wrong field and what to do about it.
    """
    try:
        return Shop.model_validate(_in_fen(settings, Shop, ()))
    except ValidationError as error:
        told = "; ".join(_told(each["loc"], each["type"], each["msg"]) for each in error.errors()[:_MOST_ERRORS])
        raise ConfigurationError(f"shop.yaml is not as docs/rules.md describes it: {told}.") from None


def _in_fen(value: Any, kind: Any, place: tuple[str, ...]) -> Any:
    """The value with every amount below it in fen; what isn't shaped like its model is left for validation to tell."""
    if kind is Fen:
        return _fen(value, place)
    model = _model_in(kind)
    if model is None:
        return value
    if isinstance(value, list):
        return [_in_fen(each, model, (*place, str(n))) for n, each in enumerate(value)]
    if not isinstance(value, dict):
        return value
    fields = model.model_fields
    return {
        key: _in_fen(each, fields[key].annotation, (*place, key)) if key in fields else each
        for key, each in value.items()
    }


def _fen(value: Any, place: tuple[str, ...]) -> int:
    try:
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            raise InvalidInputError
        return fen_from_yuan(value)
    except InvalidInputError:
        raise ConfigurationError(
            f"shop.yaml, {'.'.join(place)}: must be a number of yuan with at most two decimals, e.g. 500 or 99.50."
        ) from None


def _model_in(kind: Any) -> type[BaseModel] | None:
    """The model that a field holds: itself, in a tuple, or beside None."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return kind
    if get_origin(kind) is dict:
        return None
    return next((found for part in get_args(kind) if (found := _model_in(part))), None)


def _told(place: tuple[int | str, ...], kind: str, message: str) -> str:
    name = ".".join(map(str, place))
    if kind != "extra_forbidden":
        return f"{name}: {message[0].lower()}{message[1:]}"
    known = _known_at(place[:-1])
    near = get_close_matches(str(place[-1]), known, n=1, cutoff=0.5)
    advice = f"did you mean {near[0]}?" if near else f"known here are {', '.join(sorted(known))}"
    return f"{name} is not a field ({advice})"


def _known_at(place: tuple[int | str, ...]) -> list[str]:
    model: type[BaseModel] | None = Shop
    for step in place:
        if model is None or not isinstance(step, str) or step not in model.model_fields:
            continue
        kind = model.model_fields[step].annotation
        model = _model_in(get_args(kind)[1] if get_origin(kind) is dict else kind)
    return list(model.model_fields) if model else []
