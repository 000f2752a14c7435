"""Files of every format and trap, made here; each with a golden listing of its chunks in ``../golden``."""

from collections.abc import Callable

from tests.integration.ingest.corpus import (
    answers,
    mails,
    merchants,
    nested,
    pages,
    pdfs,
    pictures,
    sheets,
    slides,
    struck,
    texts,
    words,
)

Make = Callable[[], bytes]

CORPUS: dict[str, Make] = {
    **texts.FILES,
    **pages.FILES,
    **words.FILES,
    **sheets.FILES,
    **slides.FILES,
    **mails.FILES,
    **pdfs.FILES,
    **pictures.FILES,
    **merchants.FILES,
    **nested.FILES,
    **struck.FILES,
    **answers.FILES,
}
"""File name → its bytes."""
