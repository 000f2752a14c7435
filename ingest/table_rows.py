"""Tables as rows that stand alone: each value with its column's name, captions and bands as headings."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest import table_words as words
from ingest.faq_rows import Entry, FaqColumns, Values, continues, entry, faq_columns
from ingest.partition.grid import Row, parse_grid
from ingest.table_headers import LONGEST_NAME, VALUE_LIKE, captions_of, header_rows, is_band, names_of, trimmed


@dataclass(frozen=True)
class TableRow:
    """One row, readable without its table."""

    text: str
    cells: tuple[tuple[str, str], ...]
    number: int | None = None
    question: str | None = None
    similar: tuple[str, ...] = ()
    under: str = ""


def table_rows(markup: str) -> tuple[list[TableRow], list[str]]:
    """Rows of an HTML table, and the names of columns left out as internal."""
    grid = trimmed(parse_grid(markup))
    if not grid:
        return [], []
    captions, grid = captions_of(grid)
    headers = header_rows(grid)
    names = names_of(grid[:headers], len(grid[0].cells))
    internal = [n for n, name in enumerate(names) if name and words.INTERNAL.search(name)]
    kept = [n for n in range(len(names)) if n not in internal]
    shown = [names[n] for n in kept]
    reader = _Reader(captions, shown, faq_columns(shown))
    for row in grid[headers:] if len(grid) > 1 else []:
        if is_band(row):
            reader.take_band(row)
        else:
            reader.take(Row(tuple(row.cells[n] for n in kept), row.number))
    rows = reader.finish()
    if not rows:
        text = "；".join(dict.fromkeys(cell.text for row in grid for cell in row.cells if cell.text))
        rows = [TableRow(text, (), grid[0].number, under=" > ".join(captions))]
    return rows, [names[n] for n in internal]


@dataclass
class _Reader:
    """Reads the rows below the column names, one after the other."""

    captions: list[str]
    names: list[str]
    faq: FaqColumns | None
    rows: list[TableRow] = field(default_factory=list)
    bands: list[Row] = field(default_factory=list)
    """Rows of one cell over all columns: they head what stands below them."""
    empty: bool = False
    """Nothing has come below the last band yet."""
    asked: list[Row] = field(default_factory=list)
    """The last row with a question, and those that go on with its answer."""

    def take_band(self, row: Row) -> None:
        """One that is a sentence is a note; bands right below each other are a group within a group."""
        self.asked = []
        text = row.cells[0].text
        if _is_note(text):
            self.empty = False
            self.rows.append(TableRow(words.flat(text), (), row.number, under=self._under()))
        else:
            self.bands, self.empty = [*self.bands, row] if self.empty else [row], True

    def take(self, row: Row) -> None:
        """A row of cells."""
        self.empty = False
        before = self.asked[-1] if self.asked and self.rows else None
        goes_on = self.faq is not None and before is not None and continues(self.faq, row, before)
        self.asked = [*self.asked, row] if goes_on else [row]
        values = [_named(part, self.names) for part in self.asked]
        found = entry(self.faq, values) if self.faq else None
        if found is None:
            made = _row(values[-1], row.number, self._under())
            self.rows.extend([made] if made.text else [])
        else:
            self.rows[len(self.rows) - goes_on :] = [_faq(found, self.asked[0].number, self._under())]

    def finish(self) -> list[TableRow]:
        """All rows; bands without anything below are totals or remarks, and no headings."""
        if self.rows and self.empty:
            under = " > ".join(self.captions)
            self.rows += [TableRow(words.flat(b.cells[0].text), (), b.number, under=under) for b in self.bands]
        return self.rows

    def _under(self) -> str:
        return " > ".join(filter(None, [*self.captions, *(band.cells[0].text for band in self.bands)]))


def _named(row: Row, names: Sequence[str]) -> Values:
    return [(name, cell.text.strip()) for name, cell in zip(names, row.cells, strict=True)]


def _faq(found: Entry, number: int | None, under: str) -> TableRow:
    under = " > ".join(filter(None, [under, *found.topics]))
    return TableRow(found.answer, found.cells, number, found.question, found.similar, under)


def _row(values: Values, number: int | None, under: str) -> TableRow:
    keys = [words.column_key(name) for name, _ in values]
    filled = tuple((name, value) for name, value in values if value)
    if len(values) > 1 and len(filled) == 1 and _is_note(filled[0][1]):
        return TableRow(words.flat(filled[0][1]), (), number, under=under)
    if not any(name for name, _ in values):
        key, rest = values[0][1], "；".join(words.flat(value) for _, value in filled[1:])
        if key and rest and len(key) <= LONGEST_NAME and not VALUE_LIKE.match(key):
            return TableRow(words.pair(key, rest), ((key, rest),), number, under=under)
        return TableRow("；".join(words.flat(value) for _, value in filled), filled, number, under=under)
    generic = len(values) == 2 and keys[0] in words.NAME | words.INDEX and keys[1] in words.VALUE
    if generic and values[0][1] and values[1][1]:
        return TableRow(words.pair(values[0][1], values[1][1]), filled, number, under=under)
    text = "；".join(words.pair(name, value) for name, value in filled)
    return TableRow(text, filled, number, under=under)


def _is_note(value: str) -> bool:
    """A sentence that was written right below a table, and so became a row of it."""
    return len(value) > LONGEST_NAME or value.endswith(("。", "！", "；"))
