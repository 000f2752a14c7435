"""Prompts as Markdown files with strict front matter: loaded, checked and rendered here."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import yaml
from pydantic import Field, ValidationError

from domain.errors import ConfigurationError
from domain.model import Frozen

USER_PART = "=== user ==="
"""The line that ends the fixed part. What varies stands below it, so that endpoints can cache the prefix."""

_FILE = re.compile(r"---\n(?P<head>.*?)\n---\n(?P<body>.*)", re.DOTALL)
_VARIABLE = re.compile(r"\{\{\s*(\w+)\s*\}\}")


class FrontMatter(Frozen):
    """What a prompt file says of itself."""

    name: str = Field(pattern=r"^[a-z][a-z_]*$")
    version: int = Field(ge=1)
    purpose: str = Field(min_length=1)
    variables: tuple[str, ...]


@dataclass(frozen=True)
class Prompt:
    """A checked prompt."""

    front: FrontMatter
    system: str
    """The same on every call."""
    user: str
    """With ``{{variables}}``."""
    hash: str
    """First 12 hex digits of the file's SHA-256."""

    @property
    def label(self) -> str:
        """``name@version#hash``, recorded with everything the prompt made."""
        return f"{self.front.name}@{self.front.version}#{self.hash}"

    def render(self, values: Mapping[str, str]) -> str:
        """The user part with its variables filled in, in one pass: a value is never read as a template.

        Raises:
            ConfigurationError: A declared variable is missing or an undeclared one was given.
        """
        if wrong := set(values) ^ set(self.front.variables):
            names = ", ".join(sorted(wrong))
            raise ConfigurationError(f"Prompt {self.front.name} takes exactly its declared variables; check {names}.")
        return _VARIABLE.sub(lambda match: values[match[1]], self.user)


def parse_prompt(text: str) -> Prompt:
    """The prompt of a file's text. Raises: ConfigurationError."""
    parts = _FILE.fullmatch(text)
    if parts is None:
        raise ConfigurationError("A prompt file starts with front matter between two lines of ---.")
    try:
        front = FrontMatter.model_validate(yaml.safe_load(parts["head"]))
    except (yaml.YAMLError, ValidationError) as error:
        raise ConfigurationError("A prompt's front matter has name, version, purpose and variables only.") from error
    system, divider, user = parts["body"].partition(f"\n{USER_PART}\n")
    if not divider:
        raise ConfigurationError(f"Prompt {front.name} needs the line {USER_PART!r} before what varies.")
    if _VARIABLE.search(system):
        raise ConfigurationError(f"Prompt {front.name} has a variable in its fixed part; move it below {USER_PART!r}.")
    if set(_VARIABLE.findall(user)) != set(front.variables):
        raise ConfigurationError(f"Prompt {front.name} declares other variables than it uses.")
    digest = hashlib.sha256(text.encode()).hexdigest()[:12]
    return Prompt(front=front, system=system.strip(), user=user.strip(), hash=digest)


@lru_cache
def load_prompt(name: str) -> Prompt:
    """The shipped prompt of this name. Raises: ConfigurationError."""
    source = files("prompts").joinpath(f"{name}.md")
    if not source.is_file():
        raise ConfigurationError(f"There is no prompt named {name}.")
    prompt = parse_prompt(source.read_text(encoding="utf-8"))
    if prompt.front.name != name:
        raise ConfigurationError(f"The prompt in {name}.md calls itself {prompt.front.name}; use the file's name.")
    return prompt
