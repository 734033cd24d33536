"""Lets a page that is not there cost what a page costs, and answer 404 whatever its path.

Datasette prints every error with Rich when that is installed, as it is with Dateline, a wrong address in a link
too: half a second of work and the values of all variables in the log, for each of them. For a path of many parts
it fails at that and answers 500. Without Rich it prints the traceback of real errors only, as Python does.
"""

from __future__ import annotations

from datasette import handle_exception, hookimpl


@hookimpl
def startup() -> None:
    handle_exception.rich = None
