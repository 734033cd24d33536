"""Gives templates `labelled`: a page of Datasette with names for what it leaves nameless."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from datasette import hookimpl

from dateline.site.labels import labelled


@hookimpl
def extra_template_vars() -> dict[str, Callable[..., Any]]:
    return {"labelled": labelled}
