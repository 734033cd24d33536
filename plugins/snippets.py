"""Shows what a search found: the words between ⟦ and ⟧ in a `snippet` column are marked.

The snippet is escaped first and only then marked, so an article cannot bring HTML of its own; one that
has a ⟦ in its text gets a mark too many and no harm.
"""

from __future__ import annotations

import re
from typing import Any

from datasette import hookimpl
from markupsafe import Markup, escape

FOUND = re.compile("⟦([^⟦⟧]*)⟧")


@hookimpl
def render_cell(value: Any, column: str) -> Markup | None:
    if column != "snippet" or not isinstance(value, str):
        return None
    # safe: what is marked up is the escaped text, and the pattern takes nothing away but the signs
    return Markup(FOUND.sub(r"<mark>\1</mark>", str(escape(value))))
