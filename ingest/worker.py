"""The parsing process: reads orders from standard input, prepares files, writes the results to standard output.

It gets no secrets (its environment is made for it) and lives under a memory limit. Frames are eight hex digits of
length and then JSON.
"""

import os
import sys
from typing import BinaryIO

from ingest.memory import limit_memory
from ingest.offline import prepare_offline


def main(memory: int, ocr: bool) -> None:
    """Serve orders until the input ends. Args: memory: bytes of address space; ocr: whether to load OCR."""
    # Whatever a parser prints must not mix with the results.
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    prepare_offline()
    _warm(ocr)
    limit_memory(memory)
    from ingest.prepare import prepare
    from ingest.prepared import Order

    while frame := _read(sys.stdin.buffer):
        payload = prepare(Order.model_validate_json(frame)).model_dump_json().encode()
        output.write(b"%08x" % len(payload) + payload)
        output.flush()


def _read(stream: BinaryIO) -> bytes:
    head = stream.read(8)
    return stream.read(int(head, 16)) if len(head) == 8 else b""


def _warm(ocr: bool) -> None:
    """Import what every format needs before the clock of the first file runs."""
    import ingest.partition.docx
    import ingest.partition.html
    import ingest.partition.pdf
    import ingest.partition.pptx
    import ingest.partition.xlsx
    from ingest.tokens import count_tokens

    count_tokens("预热")
    if ocr:
        import ingest.partition.ocr  # noqa: F401


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2] == "ocr")
