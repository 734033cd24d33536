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
    r"|follow|posted|datum|date|null|none|undefined|default|superuser|cortesía|courtesy|tnn|logo)\d*",
    re.IGNORECASE,
)
MAX_WORDS = 8
MAX_MARKED = 60  # characters of a name, or of two
# What pages mark as the author, but in comments and footers.
MARKED = (
    "//*[@itemprop='author' or @rel='author'][not(ancestor::*[self::footer or self::aside"
    " or contains(@class, 'comment') or contains(@class, 'footer') or contains(@class, 'related')])]"
)
# "Apr 7", "Art Edwards says": a date, or a reader of the page. A month alone is a surname: Theresa May.
NO_NAME_END = re.compile(r"\s(?:says|said|schreibt|dice|\d{1,4})$", re.IGNORECASE)
DASH = re.compile(r"\s+[-–—|•·]\s+")


def declared_authors(declared: Declared) -> tuple[str, ...]:
    """The people whom the page declares, in its order; empty when it declares none.

    >>> from lxml.html import document_fromstring
    >>> from dateline.ingest.page.declared import declared_by
    >>> page = document_fromstring('<meta name="author" content="Jane Doe and Ali al-Hasan">')
    >>> declared_authors(declared_by(page))
    ('Jane Doe', 'Ali al-Hasan')
    """
    sites = {squeezed(site) for site in declared.sites}
    stated = [names for place in declared.authors if (names := _people(place, sites))]
    # where one place names a person and another the same and more, the page has both names
    return max((names for names in stated if set(names) >= set(stated[0])), key=len, default=())


def guessed_authors(tree: HtmlElement, declared: Declared) -> tuple[str, ...]:
    """The names in what looks like the page's byline; else the site, where it says it wrote the article itself."""
    sites = {squeezed(site) for site in declared.sites}
    marked = [words for element in tree.xpath(MARKED)[:5] if (words := _marked_name(element))]
    found = cleaned(extract_author(tree) or "").split("; ")
    own = [_people(place, set()) for place in (*declared.authors, found)]
    return _people(marked, sites) or _people(found, sites) or next(filter(None, own), ())


def _marked_name(element: HtmlElement) -> str:
    """The name in an element that is marked as the author, which may be a box with a picture and a life."""
    name = next(iter(element.xpath(".//*[@itemprop='name']")), element)
    words = " ".join(cleaned("".join(name.itertext())).split())
    return words if len(words) <= MAX_MARKED else ""


def _people(stated: Iterable[str], sites: set[str]) -> tuple[str, ...]:
    whole = [words for words in stated if squeezed(words) not in sites]
    pieces = (piece for words in whole if not ADDRESS.search(words) for piece in DASH.split(words))
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
        and not NO_NAME_END.search(name)
    )
