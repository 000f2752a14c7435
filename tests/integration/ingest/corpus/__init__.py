"""Files of every format and trap, made here; each with a golden listing of its chunks in ``../golden``."""

from collections.abc import Callable

from tests.integration.ingest.corpus import mails, merchants, pages, pdfs, pictures, sheets, slides, texts, words

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
}
"""File name → its bytes."""
