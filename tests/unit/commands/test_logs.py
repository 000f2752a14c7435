"""Lines of the log: they name the turn and quote nobody."""

import json
import logging

from commands.logs import JsonLines, TextLines
from domain.errors import UnavailableError
from domain.ids import ShopId
from domain.scope import scoped

SAID = "我叫慕容寻之，电话13907715562"


def _record(message: str, error: BaseException | None = None) -> logging.LogRecord:
    info = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord("agent.turns", logging.ERROR, __file__, 1, message, (), info)


def _raised() -> BaseException:
    try:
        try:
            raise ValueError(SAID)
        except ValueError as inner:
            raise UnavailableError("The SQL database does not answer.") from inner
    except UnavailableError as error:
        return error


def test_a_line_names_the_turn_and_shop_it_belongs_to() -> None:
    with scoped(ShopId("huashi"), "trn_1"):
        line = json.loads(JsonLines().format(_record("turn trn_1 could not be written")))
        shown = TextLines().format(_record("lost"))
    assert (line["turn_id"], line["shop"]) == ("trn_1", "huashi")
    assert "[trn_1] lost" in shown
    assert "turn_id" not in json.loads(JsonLines().format(_record("started")))


def test_foreign_errors_are_named_by_type_and_ours_are_quoted() -> None:
    for form in (JsonLines(), TextLines()):
        line = form.format(_record("failed", _raised()))
        assert "UnavailableError (The SQL database does not answer.) <- ValueError" in line
        assert "test_logs.py" in line
        assert "慕容" not in line
        assert "13907715562" not in line


def test_a_phone_in_a_line_is_hidden_all_the_same() -> None:
    assert "13907715562" not in TextLines().format(_record(SAID))
