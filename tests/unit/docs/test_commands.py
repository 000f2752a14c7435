"""Every command that a page shows exists, with these arguments and options."""

import re
from typing import Any

import pytest
import typer.main

import kefu
from tests.unit.docs.markdown import PAGES, ROOT, Command, fenced_commands, inline_commands

FENCED = [command for page in PAGES for command in fenced_commands(page)]
INLINE = [command for page in PAGES for command in inline_commands(page)]
TARGETS = set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))


def _named(command: Command) -> str:
    return f"{command.page}: {command.program} {' '.join(command.arguments)}"


def _found(arguments: tuple[str, ...]) -> tuple[Any, tuple[str, ...]]:
    """The command that the first words lead to, and the words left over."""
    found: Any = typer.main.get_command(kefu.app)
    while hasattr(found, "commands") and arguments and not arguments[0].startswith("-"):
        assert arguments[0] in found.commands, f"kefu has no command {arguments[0]}"
        found, arguments = found.commands[arguments[0]], arguments[1:]
    return found, arguments


@pytest.mark.parametrize("command", [c for c in FENCED if c.program == "kefu"], ids=_named)
def test_a_shown_kefu_command_can_be_called_so(command: Command) -> None:
    found, rest = _found(command.arguments)
    assert not hasattr(found, "commands"), "the page shows a group of commands instead of a command"
    # Parsing alone: unknown options, missing arguments and wrong types raise, nothing runs.
    found.make_context(found.name, list(rest))


@pytest.mark.parametrize("command", [c for c in INLINE if c.program == "kefu"], ids=_named)
def test_a_named_kefu_command_exists(command: Command) -> None:
    found, rest = _found(command.arguments)
    known = {option for parameter in found.params for option in parameter.opts}
    assert {word for word in rest if word.startswith("--")} <= known


@pytest.mark.parametrize("command", [c for c in (*FENCED, *INLINE) if c.program == "make"], ids=_named)
def test_a_shown_make_target_exists(command: Command) -> None:
    targets = {word for word in command.arguments if "=" not in word}
    assert targets <= TARGETS


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md"])
def test_the_readme_shows_how_to_run_test_and_talk(page: str) -> None:
    shown = {(c.program, c.arguments[0]) for c in FENCED if c.page == page}
    assert {("make", "run"), ("make", "test"), ("kefu", "chat"), ("kefu", "token")} <= shown


def test_both_readmes_show_the_same_commands() -> None:
    english, chinese = (
        [(c.program, c.arguments) for c in FENCED if c.page == page] for page in ("README.md", "README.zh-CN.md")
    )
    assert english == chinese
