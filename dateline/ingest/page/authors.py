"""Who wrote a page's article: people it declares, else the byline that trafilatura finds.

What stands there is often the site, its address, or an instruction to the reader; a name is what is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml.html import HtmlElement
from trafilatura.metadata import extract_author

from dateline.ingest.byline import names_in
from dateline.ingest.decode import cleaned
from dateline.ingest.page.declared import Declared
from dateline.ingest.site_name import squeezed

ADDRESS = re.compile(
    r"https?:|www\.|@|\.(?:com|org|net|de|fr|es|it|co|uk|ru|br|cl|ch|at)\b", re.IGNORECASE
)
NOBODY = re.compile(
    r"(?:no author|admin(?:istrator)?|wordpressadmin|webmaster|editor|author|unknown|anonymous|guest|name|user"
    r"|follow|posted|datum|date|null|none|undefined|default|superuser)\d*",
    re.IGNORECASE,
)
MAX_WORDS = 8
DASH = re.compile(r"\s+[-–—|•·]\s+")


def authors_of(tree: HtmlElement, declared: Declared) -> tuple[str, ...]:
    """The authors' names in the page's order; empty when it names none.

    >>> from lxml.html import document_fromstring
    >>> from dateline.ingest.page.declared import declared_by
    >>> page = document_fromstring('<meta name="author" content="Jane Doe and Ali al-Hasan">')
    >>> authors_of(page, declared_by(page))
    ('Jane Doe', 'Ali al-Hasan')
    """
    sites = {squeezed(site) for site in declared.sites}
    stated = [names for place in declared.authors if (names := _people(place, sites))]
    if stated:
        # where one place names a person and another the same and more, the page has both names
        return max((names for names in stated if set(names) >= set(stated[0])), key=len)
    found = cleaned(extract_author(tree) or "").split("; ")
    # a site that says it wrote the article itself is believed when nobody else is named
    own = [_people(place, set()) for place in (*declared.authors, found)]
    return _people(found, sites) or next(filter(None, own), ())


def _people(stated: Iterable[str], sites: set[str]) -> tuple[str, ...]:
    pieces = (piece for words in stated if not ADDRESS.search(words) for piece in DASH.split(words))
    names = (name for words in pieces for name in names_in(words))
    return tuple(dict.fromkeys(name for name in names if _is_person(name, sites)))


def _is_person(name: str, sites: set[str]) -> bool:
    own = squeezed(name)
    return (
        len(own) >= 2
        and not own.isdigit()
        and not NOBODY.fullmatch(name)
        and len(name.split()) <= MAX_WORDS
        and own not in sites
    )
