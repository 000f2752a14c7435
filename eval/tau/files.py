"""Reads the data files of tau-bench (users, products, orders, tasks) and of tau2-bench (db.json, tasks.json)."""

import ast
import json
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from domain.errors import ConfigurationError, InvalidInputError
from eval.tau.data import Benchmark, GoldAction, Task

_TASK_FILES = ("tasks_test.py", "tasks.py", "tasks.json", "tasks_test.json")


def read_benchmark(folder: Path) -> Benchmark:
    """Raises: InvalidInputError: the folder lacks a file. ConfigurationError: a file can't be read."""
    if not folder.is_dir():
        raise InvalidInputError(f"There is no folder named {folder.name}; name tau-bench's retail folder.")
    database = _found(folder, ("db.json",))
    content = _json(database) if database else {}
    if not isinstance(content, dict):
        raise ConfigurationError("db.json is no database of tau2-bench's retail domain.")
    users = content.get("users") or _json(_needed(folder, ("users.json",)))
    orders = content.get("orders") or _json(_needed(folder, ("orders.json",)))
    file = _needed(folder, _TASK_FILES)
    raw = _json(file) if file.suffix == ".json" else _calls(file)
    try:
        tasks = tuple(_task(number, each, orders) for number, each in enumerate(raw))
        found = Benchmark(users=users, orders=orders, tasks=tasks)
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise ConfigurationError(f"This is no data of tau-bench's retail domain: {where} can't be read.") from None
    except (KeyError, TypeError, AttributeError):
        raise ConfigurationError(f"{file.name} holds no tasks of tau-bench's retail domain.") from None
    if not tasks:
        raise ConfigurationError(f"{file.name} holds no tasks of tau-bench's retail domain.")
    return found


def _needed(folder: Path, names: tuple[str, ...]) -> Path:
    found = _found(folder, names)
    if found is None:
        raise InvalidInputError(f"There is no {' or '.join(names)} in {folder.name}; name tau-bench's retail folder.")
    return found


def _found(folder: Path, names: tuple[str, ...]) -> Path | None:
    places = (folder / sub / name for name in names for sub in ("", "data"))
    return next((place for place in places if place.is_file()), None)


def _json(file: Path) -> Any:
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except ValueError:
        raise ConfigurationError(f"{file.name} is no valid JSON.") from None


def _calls(file: Path) -> list[dict[str, Any]]:
    """The ``Task(…)`` calls of a Python file: read, never run."""
    try:
        tree = ast.parse(file.read_text(encoding="utf-8"))
        assigned = [node.value for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign)]
        lists = [value for value in assigned if isinstance(value, ast.List)]
        return [_literal(element) for values in lists for element in values.elts]
    except (SyntaxError, ValueError):
        raise ConfigurationError(f"{file.name} can't be read: it must be a list of Task(…).") from None


def _literal(node: ast.expr) -> Any:
    if isinstance(node, ast.Call):
        return {keyword.arg: _literal(keyword.value) for keyword in node.keywords}
    if isinstance(node, ast.List):
        return [_literal(element) for element in node.elts]
    return ast.literal_eval(node)


def _task(number: int, raw: dict[str, Any], orders: dict[str, Any]) -> Task:
    listed = raw["actions"] if "actions" in raw else (raw["evaluation_criteria"].get("actions") or [])
    actions = tuple(
        GoldAction(name=each["name"], args=each.get("kwargs") or each.get("arguments") or {}) for each in listed
    )
    return Task(number=number, user=raw.get("user_id") or _user(actions, orders), actions=actions)


def _user(actions: tuple[GoldAction, ...], orders: dict[str, Any]) -> str:
    """tau2-bench names the user only by what is done: the owner of an order, or the user that is looked up."""
    for action in actions:
        if "user_id" in action.args:
            return str(action.args["user_id"])
        if action.args.get("order_id") in orders:
            return str(orders[action.args["order_id"]]["user_id"])
    return ""
