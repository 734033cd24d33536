"""A real browser for the tests: a site served on loopback, and pages that note what they should not do."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parent.parent
CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)
# Chromium would look up its maker's hosts at every start; as root it needs --no-sandbox
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
STARTING = 60  # seconds a site may take to answer


def needs_browser() -> pytest.MarkDecorator:
    """Skips tests where there is no Chromium; where one is required (.ci/run says so) they fail."""
    required = os.environ.get("DATELINE_BROWSER") == "required"
    return pytest.mark.skipif(
        CHROMIUM is None and not required,
        reason="no Chromium: pages are not tried in a browser (on Debian: apt-get install chromium)",
    )


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser without a window."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser
        browser.close()


@contextmanager
def served(folder: Path, database: Path) -> Iterator[str]:
    """The address of the site of a database, as `datasette .` serves it from a checkout that holds it."""
    folder.mkdir()
    for name in ("metadata.yml", "settings.json", "plugins", "templates", "static"):
        folder.joinpath(name).symlink_to(ROOT / name)
    folder.joinpath("dateline.db").symlink_to(database)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "datasette", "serve", str(folder), "--port", str(port)]
    address = f"http://127.0.0.1:{port}"
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait_for(address)
            yield address
        finally:
            process.terminate()


def _wait_for(address: str) -> None:
    for _ in range(STARTING * 5):
        try:
            with urllib.request.urlopen(f"{address}/-/versions.json", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise TimeoutError(f"the site at {address} does not answer")


class Watched:
    """A page of the browser, with what it asked other hosts for and what it complained of."""

    def __init__(self, browser: Browser, address: str, **options: Any) -> None:
        self.address = address
        self.elsewhere: list[str] = []
        self.complaints: list[str] = []
        self.context = browser.new_context(**options)
        self.page: Page = self.context.new_page()
        self.page.on("request", self._asked)
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", self._alarmed)

    def open(self, path: str) -> Page:
        """Goes to a page of the site; returns it when all it loads is there."""
        response = self.page.goto(self.address + path, wait_until="networkidle")
        assert response is not None and response.status < 400, (path, response and response.status)
        return self.page

    def _asked(self, request: Any) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.elsewhere.append(request.url)

    def _said(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def _alarmed(self, dialog: Any) -> None:
        self.complaints.append(f"a dialog: {dialog.message}")
        dialog.dismiss()
