"""kefu backup and kefu restore."""

from pathlib import Path

import typer

from backends.settings import Settings
from commands import console


def mount(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command("backup")(backup)
    app.command("restore")(restore)


def backup(file: Path) -> None:
    """Write everything that can't be made anew to one file; the server may go on. Keep it safe: it holds secrets."""
    kind = console.run(_backup(console.settings(), file))
    size = file.stat().st_size
    console.err.print(f"kefu: {file} holds the {kind} database and the secrets ({size} bytes)", highlight=False)


def restore(file: Path) -> None:
    """Bring a backup back into an empty KEFU_DATA_DIR (and database), and make the vector index anew."""
    chunks = console.run(_restore(console.settings(), file))
    console.err.print(f"kefu: restored; the index holds {chunks} chunks again", highlight=False)


async def _backup(settings: Settings, file: Path) -> str:
    from backends.backup.jobs import make_backup

    return make_backup(settings, file).kind


async def _restore(settings: Settings, file: Path) -> int:
    from backends.backup.jobs import restore_backup
    from backends.connect import connect
    from commands.compose import ingestor_of

    restore_backup(settings, file)
    async with connect(settings) as backends:
        return await ingestor_of(backends).rebuild()
