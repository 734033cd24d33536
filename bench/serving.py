"""A site that is served while it is measured, and how long its pages take."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 60  # seconds for a site to answer


@contextmanager
def served(arguments: Sequence[str], folder: Path) -> Iterator[str]:
    """The address of a site that Python serves with these arguments in a folder, until the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, *arguments, "--port", str(port)]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(2 * PATIENCE):
            time.sleep(0.5)
            try:
                asked(f"{address}/-/versions.json")
                break
            except (urllib.error.URLError, OSError):
                continue
        yield address
    finally:
        process.terminate()
        process.wait()


def asked(address: str) -> float:
    """Milliseconds until a page is there. Raises URLError where it is not."""
    started = time.perf_counter()
    with urllib.request.urlopen(address, timeout=PATIENCE) as page:
        page.read()
    return 1000 * (time.perf_counter() - started)


def encoded(key: str) -> str:
    """The key of a row as it stands in an address."""
    from datasette.utils import tilde_encode

    return str(tilde_encode(key))
