"""Writes SVG: elements whose attributes and text are escaped, the marks of the kinds, and their legend.

Colours are classes of static/pictures.css, so that light and dark pages have their own; every kind has a shape
or a pattern as well, for who cannot tell the colours apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, pi, sin

from markupsafe import Markup, escape


@dataclass(frozen=True, slots=True)
class Kind:
    """A class of incidents as pictures show it: its name, style and shape, and the dashes of its lines."""

    name: str
    style: str
    shape: str
    dashes: str = ""


# verbal is striped or dashed and material is whole; conflict has corners that point
KINDS = {
    kind.name: kind
    for kind in (
        Kind("verbal cooperation", "k-vc", "circle", "7 4"),
        Kind("material cooperation", "k-mc", "square"),
        Kind("verbal conflict", "k-vf", "triangle", "2 3"),
        Kind("material conflict", "k-mf", "diamond"),
        Kind("other", "k-ot", "hexagon", "10 3 2 3"),
    )
}


def kind_of(quad: str | None) -> Kind:
    """How to draw an incident of this quad class; those of no class are of the kind "other".

    >>> kind_of("verbal conflict").shape, kind_of(None).shape
    ('triangle', 'hexagon')
    """
    return KINDS[quad or "other"]


def element(tag: str, *inside: Markup | str, **attributes: str | float) -> Markup:
    """An element. Names of attributes lose a last "_" and have "-" for "_"; numbers have one decimal.

    >>> print(element("text", "a < b", x=1.25, text_anchor="end", class_="label"))
    <text x="1.2" text-anchor="end" class="label">a &lt; b</text>
    """
    written = Markup("").join(
        Markup(' {}="{}"').format(name.rstrip("_").replace("_", "-"), _value(value))
        for name, value in attributes.items()
    )
    content = Markup("").join(escape(part) for part in inside)
    return Markup("<{0}{1}>{2}</{0}>").format(tag, written, content)


def picture(width: float, height: float, title: str, *inside: Markup) -> Markup:
    """A whole drawing. Its title is what a screen reader calls it; what is in it stays readable one by one."""
    return element(
        "svg",
        *inside,
        viewBox=f"0 0 {_value(width)} {_value(height)}",
        role="group",
        aria_label=title,
        class_="drawing",
    )


def link(href: str, label: str, *inside: Markup, class_: str = "") -> Markup:
    """A link around a part of a drawing; the label is read out, and shown while the pointer rests on it."""
    return element(
        "a", element("title", label), *inside, href=href, aria_label=label, class_=class_ or "part"
    )


def mark(shape: str, x: float, y: float, size: float, style: str) -> Markup:
    """A mark around a point; `size` is half its width.

    >>> print(mark("square", 10, 10, 4, "k-mc"))
    <rect x="6.0" y="6.0" width="8.0" height="8.0" class="k-mc"></rect>
    """
    if shape == "circle":
        return element("circle", cx=x, cy=y, r=size, class_=style)
    if shape == "square":
        return element(
            "rect", x=x - size, y=y - size, width=2 * size, height=2 * size, class_=style
        )
    corners = {"triangle": 3, "diamond": 4, "hexagon": 6}[shape]
    # drawn larger, so that every shape covers about the same area
    radius = size * {"triangle": 1.4, "diamond": 1.3, "hexagon": 1.1}[shape]
    angles = [2 * pi * number / corners - pi / 2 for number in range(corners)]
    points = " ".join(f"{x + radius * cos(a):.1f},{y + radius * sin(a):.1f}" for a in angles)
    return element("polygon", points=points, class_=style)


def stripes() -> Markup:
    """The patterns that fill what is verbal; a drawing that uses them has them once."""
    patterns = (
        element(
            "pattern",
            element("rect", width=6, height=6, class_=f"{kind.style} ground"),
            element("rect", width=3, height=6, class_=kind.style),
            id=f"stripes-{kind.style}",
            width=6,
            height=6,
            patternUnits="userSpaceOnUse",
            patternTransform="rotate(45)" if kind.name == "verbal conflict" else "rotate(-45)",
        )
        for kind in KINDS.values()
        if kind.name.startswith("verbal")
    )
    return element("defs", *patterns)


def legend(entries: Iterable[tuple[Markup, str]]) -> Markup:
    """A list of small drawings, each with what it means in words."""
    items = (
        element(
            "li",
            element("svg", drawn, viewBox="0 0 24 16", aria_hidden="true", class_="key"),
            " ",
            words,
        )
        for drawn, words in entries
    )
    return element("ul", *items, class_="legend")


def _value(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:.1f}"
