"""The repository's own door to the build, which dateline/build.py tells.  Try: python build_db.py --help"""

from __future__ import annotations

from dateline.commands import build_command

if __name__ == "__main__":
    build_command()
