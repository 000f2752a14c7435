"""Prompts: strict front matter, a fixed part without variables, rendering in one pass."""

import pytest

from agent.reasoning.triage.risk_table import RISK_TABLE
from domain.errors import ConfigurationError
from domain.intents import Intent
from prompts.library import load_prompt, parse_prompt

GOOD = """---
name: sample
version: 2
purpose: For tests.
variables: [who]
---
固定的部分
=== user ===
你好，{{who}}
"""


def test_a_prompt_renders_its_variables_and_names_itself() -> None:
    prompt = parse_prompt(GOOD)
    assert prompt.system == "固定的部分"
    assert prompt.render({"who": "小王"}) == "你好，小王"
    assert prompt.label == f"sample@2#{prompt.hash}"
    assert len(prompt.hash) == 12


def test_a_value_is_never_read_as_a_template() -> None:
    assert parse_prompt(GOOD).render({"who": "{{who}} {{other}}"}) == "你好，{{who}} {{other}}"


@pytest.mark.parametrize("values", [{}, {"who": "小王", "more": "x"}, {"whom": "小王"}])
def test_a_missing_or_undeclared_value_raises(values: dict[str, str]) -> None:
    with pytest.raises(ConfigurationError, match="declared variables"):
        parse_prompt(GOOD).render(values)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("---\nname", "name"),
        ("purpose: For tests.\n", ""),
        ("version: 2", "version: two"),
        ("version: 2", "version: 2\nauthor: me"),
        ("[who]", "[who, other]"),
        ("[who]", "[]"),
        ("固定的部分", "固定的 {{who}}"),
        ("=== user ===\n", ""),
        ("name: sample", "name: [unclosed"),
    ],
)
def test_a_file_that_breaks_a_rule_is_refused(old: str, new: str) -> None:
    with pytest.raises(ConfigurationError):
        parse_prompt(GOOD.replace(old, new))


def test_any_change_of_the_words_changes_the_hash() -> None:
    assert parse_prompt(GOOD).hash != parse_prompt(GOOD.replace("固定", "不变")).hash


@pytest.mark.parametrize("name", ["analysis", "bare_agent", "composition", "customer", "judging"])
def test_the_shipped_prompts_load(name: str) -> None:
    assert load_prompt(name).front.name == name


def test_an_unknown_prompt_is_an_error_that_names_it() -> None:
    with pytest.raises(ConfigurationError, match="nothing_like_it"):
        load_prompt("nothing_like_it")


def test_the_analysis_prompt_knows_every_intent_and_leaves_risks_to_the_table() -> None:
    prompt = load_prompt("analysis")
    assert [intent for intent in Intent if intent not in prompt.system] == []
    assert "risks" in prompt.front.variables
    assert [topic for topic in RISK_TABLE if topic in prompt.system] == []
