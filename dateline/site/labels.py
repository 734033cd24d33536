"""Datasette's own pages with names for what they leave nameless: filters, the SQL box, headings in order.

A screen reader says what stands here. Text of articles is escaped in those pages, so that none of it can
look like what is replaced.
"""

from __future__ import annotations

from markupsafe import Markup

NAMED = {
    '<select name="_filter_column': '<select aria-label="Column" name="_filter_column',
    '<select name="_filter_op': '<select aria-label="Comparison" name="_filter_op',
    '<select name="_sort"': '<select aria-label="Sort by" name="_sort"',
    'name="_filter_value': 'aria-label="Value" name="_filter_value',
    '<textarea id="sql-editor"': '<textarea aria-label="SQL" id="sql-editor"',
    'class="cross">': 'class="cross" aria-label="Remove">',
    '<div class="table-wrapper">': '<div class="table-wrapper" role="region" aria-label="Rows" tabindex="0">',
}


def labelled(page: Markup, headings: int = -1) -> Markup:
    """The page with names; of its third-level headings the first `headings` (all) become second-level.

    >>> print(labelled(Markup('<h3>Filter</h3><input name="_filter_value">')))
    <h2 class="header3">Filter</h2><input aria-label="Value" name="_filter_value">
    """
    html = str(page)
    for found, named in NAMED.items():
        html = html.replace(found, named)
    html = html.replace("<h3>", '<h2 class="header3">', headings).replace(
        "</h3>", "</h2>", headings
    )
    # safe: it was, and what was put in stands above
    return Markup(html)
