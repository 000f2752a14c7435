"""Products named in a passage: the shop's own names, product columns of tables, codes."""

import re
from collections.abc import Sequence

from ingest.table_words import PRODUCT, column_key

_CODE = re.compile(r"(?<![A-Za-z0-9-])(?=[A-Z0-9-]*\d)[A-Z]{1,6}(?:-[A-Z0-9]{1,8}){1,3}(?![A-Za-z0-9-])")
_MOST = 12


def products_in(
    text: str, section: str, cells: Sequence[tuple[str, str]], known: Sequence[str] = ()
) -> tuple[str, ...]:
    """Names and codes, in order of appearance, at most twelve."""
    columns = [value for name, value in cells if column_key(name) in PRODUCT and 1 < len(value) <= 30]
    whole = f"{section}\n{text}"
    named = [name for name in known if len(name) > 1 and name in whole]
    return tuple(dict.fromkeys([*columns, *named, *_CODE.findall(whole)]))[:_MOST]
