"""Personal data replaced by placeholders: secrets for good, the rest so that it can be put back."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from agent.checks.personal_data import SECRET_KINDS, Kind, find_personal_data

_LABELS: dict[Kind, str] = {
    "card": "银行卡号",
    "id_number": "证件号",
    "password": "密码",
    "code": "验证码",
    "phone": "电话",
    "email": "邮箱",
    "account": "账号",
    "address": "地址",
    "name": "姓名",
}
PERSONAL_KINDS: frozenset[Kind] = frozenset(_LABELS) - SECRET_KINDS


@dataclass(frozen=True)
class Redacted:
    """The text with placeholders, and what each of them stands for (never a secret)."""

    text: str
    placeholders: Mapping[str, str] = field(default_factory=dict)

    def restore(self, text: str) -> str:
        """Put the originals back into a text that was made from the redacted one."""
        return restore(text, self.placeholders)


def redact_secrets(text: str) -> Redacted:
    """Bank cards, identity numbers, passwords and codes go for good: ``[银行卡号已隐去]``. Apply before storing."""
    return _replace(text, SECRET_KINDS, {})


def redact_personal(text: str, placeholders: Mapping[str, str] | None = None) -> Redacted:
    """Phones, e-mail, addresses and names become ``[电话1]``. Apply before logging, embedding or sending to a model.

    Args:
        text: What to hide personal data in.
        placeholders: Of texts redacted before; the same value keeps its placeholder across a conversation.
    """
    return _replace(text, PERSONAL_KINDS, placeholders or {})


def redact(text: str, placeholders: Mapping[str, str] | None = None) -> Redacted:
    """Both levels."""
    return redact_personal(redact_secrets(text).text, placeholders)


def restore(text: str, placeholders: Mapping[str, str]) -> str:
    """Put the originals back."""
    for placeholder, original in placeholders.items():
        text = text.replace(placeholder, original)
    return text


def _replace(text: str, kinds: Collection[Kind], known: Mapping[str, str]) -> Redacted:
    placeholders = dict(known)
    names = {original: placeholder for placeholder, original in placeholders.items()}
    parts: list[str] = []
    position = 0
    for kind, start, end in find_personal_data(text):
        if kind not in kinds:
            continue
        parts += [text[position:start], _placeholder(kind, text[start:end], placeholders, names)]
        position = end
    return Redacted("".join([*parts, text[position:]]), placeholders)


def _placeholder(kind: Kind, original: str, placeholders: dict[str, str], names: dict[str, str]) -> str:
    if kind in SECRET_KINDS:
        return f"[{_LABELS[kind]}已隐去]"
    if original not in names:
        number = 1 + sum(placeholder.startswith(f"[{_LABELS[kind]}") for placeholder in placeholders)
        names[original] = f"[{_LABELS[kind]}{number}]"
        placeholders[names[original]] = original
    return names[original]
