"""What has been written stays, also after a power cut."""

import os
from pathlib import Path
from typing import IO


def synced(file: IO[bytes]) -> None:
    """Returns once what was written to the open file is on the disk."""
    file.flush()
    os.fsync(file.fileno())


def sync_directory(directory: Path) -> None:
    """Returns once the names in it are on the disk."""
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
