"""Links, phones and accounts that are the shop's own."""

import re

from agent.checks.backing import Backing
from agent.checks.folding import compact, fold
from domain.shop import Shop

_ACCOUNT = re.compile(r"[a-z][a-z0-9_-]{4,19}|\d{5,13}")


def digits_of(text: str) -> str:
    """Only the digits: how phone numbers are compared."""
    return re.sub(r"\D", "", text)


def is_allowed_phone(digits: str, shop: Shop) -> bool:
    """Whether the shop lists this phone number."""
    return digits in {digits_of(phone) for phone in shop.allow_list.phones}


def is_allowed_link(link: str, shop: Shop) -> bool:
    """Whether the shop lists this address, its host, or a path above it."""
    plain = _bare(link)
    return any(plain == listed or plain.startswith(f"{listed}/") for listed in map(_bare, shop.allow_list.links))


def is_allowed_account(words: str, shop: Shop, backing: Backing) -> bool:
    """Whether a sentence that leads to an account names only accounts that the shop lists or its documents give."""
    if any(compact(fold(account)).text in compact(fold(words)).text for account in shop.allow_list.accounts if account):
        return True
    accounts = _ACCOUNT.findall(words)
    return bool(accounts) and all(
        backing.has(account) or is_allowed_phone(digits_of(account), shop) for account in accounts
    )


def _bare(link: str) -> str:
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", link.strip().lower()).split("?")[0].rstrip("/")
