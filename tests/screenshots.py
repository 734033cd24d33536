"""Makes the pictures of the pages that README and docs show: python tests/screenshots.py [DATABASE]"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from browser import ROOT, Watched, chromium, served

DOCS = ROOT / "docs"
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}
PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "color_scheme": "dark"}
# picture → page and the window it is seen in
PICTURES: dict[str, tuple[str, dict[str, Any]]] = {
    "front": ("/", DESK),
    "article": ("/-/article/000_3b096096091a3e06", DESK),
    "entity": ("/-/entity/khalifa-haftar", DESK),
    "incident": ("/-/incident/{incident}", DESK),
    "timeline": ("/-/timeline", DESK),
    "map": ("/-/map", DESK),
    "network": ("/-/network", DESK),
    "phone": ("/-/article/003_cc0142905d58663d", PHONE),
}
# the incident that most articles tell
BEST_TOLD = "/dateline/incidents.json?_shape=array&_sort_desc=source_count&_size=1"


def main(database: Path) -> None:
    """Writes docs/*.png."""
    with (
        tempfile.TemporaryDirectory() as scratch,
        chromium() as browser,
        served(Path(scratch) / "site", database.resolve()) as address,
    ):
        first = Watched(browser, address)
        first.open("/")
        incident = first.page.evaluate(
            f"async () => (await (await fetch('{BEST_TOLD}')).json())[0].id"
        )
        for name, (path, window) in PICTURES.items():
            watched = Watched(browser, address, **window)
            page = watched.open(path.format(incident=incident))
            page.wait_for_timeout(500)  # tiles of the map
            page.screenshot(path=DOCS / f"{name}.png")
            watched.context.close()
            print(f"docs/{name}.png")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "dateline.db"))
