"""Which folder holds the vector index, so that a new one takes the place of the present one in one step."""

import os
import re
import secrets
import shutil
from pathlib import Path

_FIRST = "chroma"
_NAME = re.compile(r"^chroma(-[0-9a-f]{8})?$")


class IndexFolders:
    """Folders ``chroma`` and ``chroma-…`` beside each other, and a file that names the one in use."""

    def __init__(self, root: Path) -> None:
        """Args: root: the data folder, owned by this process."""
        root.mkdir(parents=True, exist_ok=True)
        self._root = root
        self._pointer = root / "chroma.present"

    def present(self) -> Path:
        """The folder in use."""
        try:
            name = self._pointer.read_text(encoding="ascii").strip()
        except OSError:
            name = _FIRST
        return self._root / (name if _NAME.match(name) else _FIRST)

    def fresh(self) -> Path:
        """A folder that doesn't exist yet."""
        return self._root / f"{_FIRST}-{secrets.token_hex(4)}"

    def make_present(self, folder: Path) -> None:
        """From now on this folder is in use, also after a power cut."""
        draft = self._pointer.with_suffix(".draft")
        with draft.open("w", encoding="ascii") as file:
            file.write(folder.name)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._pointer)
        descriptor = os.open(self._root, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def sweep(self) -> None:
        """Delete every index folder but the one in use: what a rebuild replaced, or a crash left half made."""
        present = self.present()
        for folder in self._root.iterdir():
            if _NAME.match(folder.name) and folder != present and folder.is_dir():
                shutil.rmtree(folder)
