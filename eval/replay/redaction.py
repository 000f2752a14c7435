"""Personal data out of what a replay writes down: by pattern, and by what the shop knows of the customer."""

from collections.abc import Callable, Iterable

from agent.checks.redact import redact
from domain.orders import ShopData
from eval.replay.difference import Difference, Side

_SHORTEST = 2


class Redaction:
    """The same value keeps its placeholder within a conversation."""

    def __init__(self, data: ShopData) -> None:
        """Args: data: names, phones and addresses of the shop's customers."""
        self._known = dict(
            sorted(_known(data), key=lambda pair: -len(pair[0]))  # an address before the street in it
        )
        self._placeholders: dict[str, dict[str, str]] = {}

    def of(self, difference: Difference) -> Difference:
        """The difference without personal data."""
        conversation = difference.conversation_id

        def hidden(text: str) -> str:
            return self._hidden(text, conversation)

        return difference.model_copy(
            update={
                "question": hidden(difference.question),
                "before": _side(difference.before, hidden),
                "after": _side(difference.after, hidden),
                "told": tuple(hidden(line) for line in difference.told),
            }
        )

    def _hidden(self, text: str, conversation: str) -> str:
        for word, placeholder in self._known.items():
            text = text.replace(word, placeholder)
        found = redact(text, self._placeholders.get(conversation))
        self._placeholders[conversation] = dict(found.placeholders)
        return found.text


def _side(side: Side, hidden: Callable[[str], str]) -> Side:
    return side.model_copy(
        update={"text": hidden(side.text), "actions": tuple(hidden(action) for action in side.actions)}
    )


def _known(data: ShopData) -> Iterable[tuple[str, str]]:
    for customer in data.customers:
        yield from _words(("[姓名]", customer.name), ("[电话]", customer.phone), ("[地址]", customer.address))
    for order in data.orders:
        yield from _words(("[姓名]", order.receiver_name), ("[电话]", order.receiver_phone), ("[地址]", order.address))


def _words(*pairs: tuple[str, str]) -> Iterable[tuple[str, str]]:
    return ((word, placeholder) for placeholder, word in pairs if len(word) >= _SHORTEST)
