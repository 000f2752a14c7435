"""Identifiers, each its own type, so that one can't be passed for another."""

import secrets
from typing import Literal, NewType

ShopId = NewType("ShopId", str)
CustomerId = NewType("CustomerId", str)
ConversationId = NewType("ConversationId", str)
TurnId = NewType("TurnId", str)
MessageId = NewType("MessageId", str)
ApprovalId = NewType("ApprovalId", str)
ActionId = NewType("ActionId", str)
HandoffId = NewType("HandoffId", str)
DocumentId = NewType("DocumentId", str)
ChunkId = NewType("ChunkId", str)
SuggestionId = NewType("SuggestionId", str)
HeldId = NewType("HeldId", str)
StaffId = NewType("StaffId", str)
"""A human agent or operator: the account that signed in, or the key id of the credential used."""

Prefix = Literal[
    "con",
    "trn",
    "msg",
    "apv",
    "act",
    "hof",
    "doc",
    "sug",
    "key",
    "job",
    "evt",
    "efx",
    "aud",
    "whk",
    "prm",
    "stf",
    "hld",
]


def new_id(prefix: Prefix) -> str:
    """An unguessable id of 96 random bits, e.g. ``con_4f1c…``."""
    return f"{prefix}_{secrets.token_hex(12)}"
