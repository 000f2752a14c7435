"""Rules for every shop."""

from agent.checks.packs.claims import ABSOLUTE, MEDICAL
from agent.checks.packs.conduct import ABUSIVE, PRIVACY
from agent.checks.packs.contact import CASHBACK, CONTACT, TRANSFER
from agent.checks.packs.indirect import INDIRECT
from agent.checks.packs.promises import PROMISES
from agent.checks.packs.spoken import SPOKEN

GENERAL = (*CONTACT, *TRANSFER, *CASHBACK, *ABUSIVE, *PRIVACY, *PROMISES, *INDIRECT, *ABSOLUTE, *MEDICAL, *SPOKEN)
