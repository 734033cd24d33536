"""Draws the network: nodes with names, and an arrow for each kind of what one does to another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from math import hypot, log2

from markupsafe import Markup

from dateline.site.network import Edge, Node
from dateline.site.svg import KINDS, Kind, element, kind_of, legend, link, mark, picture

WIDTH, HEIGHT = 1000.0, 700.0
SIZE = 9.0  # half the width of a node
LABEL_LETTERS = 20
BEND = (
    26.0  # how far the middle of an arrow lies beside the straight line; the next one as far again
)

SHAPES = {
    "person": "circle",
    "organization": "square",
    "country": "hexagon",
    "place": "triangle",
    "group": "diamond",
}


def network(
    nodes: Sequence[Node],
    edges: Sequence[Edge],
    entity_path: Callable[[str], str],
    pair_path: Callable[[str, str], str],
) -> Markup:
    """The drawing. A node is a link to its entity, an arrow one to the incidents of the two."""
    at = {node.id: node for node in nodes}
    arrows = [
        _arrow(at[source], at[target], kind, number, together, pair_path(source, target))
        for source, target, kind, number, together in _arrows(edges)
    ]
    marks = [_node(node, entity_path(node.id)) for node in nodes]
    title = f"Network of {len(nodes)} who act with each other, listed in the table below"
    return picture(WIDTH, HEIGHT, title, _heads(), *arrows, *marks)


def network_legend(edges: Iterable[Edge], nodes: Iterable[Node]) -> Markup:
    """What the arrows and shapes mean, of those that are drawn."""
    kinds = {kind_of(edge.quad).name for edge in edges}
    types = {node.type for node in nodes}
    arrows = [
        (element("path", d="M1 8 h22", class_=f"{kind.style} line", stroke_dasharray=kind.dashes or "none"),
         kind.name)
        for kind in KINDS.values() if kind.name in kinds
    ]  # fmt: skip
    shapes = [
        (mark(shape, 12, 8, 6, "node"), name) for name, shape in SHAPES.items() if name in types
    ]
    return legend([*arrows, *shapes])


def _arrows(edges: Iterable[Edge]) -> list[tuple[str, str, Kind, int, list[Edge]]]:
    """The edges by their two ends and kind: source, target, kind, number among the same two, edges."""
    together: dict[tuple[str, str, str], list[Edge]] = defaultdict(list)
    for edge in edges:
        together[edge.source, edge.target, kind_of(edge.quad).name].append(edge)
    numbers: dict[tuple[str, str], int] = defaultdict(int)
    arrows = []
    for (source, target, kind), same in sorted(together.items()):
        arrows.append((source, target, KINDS[kind], numbers[source, target], same))
        numbers[source, target] += 1
    return arrows


def _arrow(
    source: Node, target: Node, kind: Kind, number: int, edges: Sequence[Edge], href: str
) -> Markup:
    dx, dy = target.x - source.x, target.y - source.y
    length = max(hypot(dx, dy), 1.0)
    # to the right of the way, so that what comes back lies on the other side
    bend = BEND * (0.5 + number)
    x, y = (
        (source.x + target.x) / 2 - dy / length * bend,
        (source.y + target.y) / 2 + dx / length * bend,
    )
    (x1, y1), (x2, y2) = _beside(source, x, y, SIZE + 2), _beside(target, x, y, SIZE + 9)
    incidents = sum(edge.incidents for edge in edges)
    told = ", ".join(f"{edge.type} ({edge.incidents:,})" for edge in edges)
    path = f"M{x1:.1f} {y1:.1f} Q{x:.1f} {y:.1f} {x2:.1f} {y2:.1f}"
    arrow = element(
        "path",
        d=path,
        class_=f"{kind.style} line w{min(1 + int(log2(incidents)), 6)}",
        stroke_dasharray=kind.dashes or "none",
        marker_end=f"url(#head-{kind.style})",
    )
    wide = element("path", d=path, class_="reach")  # a thin line is hard to point at
    label = f"{source.name} → {target.name}, {kind.name}: {told}"
    ends = {"data_ends": f"{source.id} {target.id}"}
    return element("g", link(href, label, wide, arrow), class_="edge", **ends)


def _node(node: Node, href: str) -> Markup:
    words = node.name
    if len(words) > LABEL_LETTERS:
        words = words[: LABEL_LETTERS - 1].rstrip() + "…"
    return element(
        "g",
        link(
            href,
            f"{node.name}, {node.type}",
            mark(SHAPES.get(node.type, "diamond"), node.x, node.y - 8, SIZE, "node"),
            element("text", words, x=node.x, y=node.y + 16, text_anchor="middle", class_="label"),
        ),
        class_="who",
        data_id=node.id,
    )


def _heads() -> Markup:
    heads = (
        element(
            "marker",
            element("path", d="M0 0 L8 4 L0 8 z", class_=kind.style),
            id=f"head-{kind.style}", viewBox="0 0 8 8", refX=1, refY=4,
            markerWidth=9, markerHeight=9, markerUnits="userSpaceOnUse", orient="auto",
        )
        for kind in KINDS.values()
    )  # fmt: skip
    return element("defs", *heads)


def _beside(node: Node, x: float, y: float, gap: float) -> tuple[float, float]:
    """The point at a distance from a node's mark, towards another point."""
    own = node.y - 8
    length = max(hypot(x - node.x, y - own), 1.0)
    return node.x + (x - node.x) / length * gap, own + (y - own) / length * gap
