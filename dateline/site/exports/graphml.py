"""The network of ties as GraphML, for Gephi, yEd, igraph, NetworkX and others."""

from __future__ import annotations

from collections.abc import Mapping

from dateline.site.exports.markup import tag, words
from dateline.site.exports.ties import Edge, Node

NODE_DATA = {"name": "string", "type": "string", "country": "string"}
EDGE_DATA = {
    "type": "string", "incidents": "int", "reports": "int", "articles": "int", "first": "string",
    "last": "string",
}  # fmt: skip


def _keys(what: str, data: dict[str, str]) -> str:
    return "".join(
        tag(
            "key",
            {"id": f"{what}-{name}", "for": what, "attr.name": name, "attr.type": kind},
        )
        + "\n"
        for name, kind in data.items()
    )


HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    f"{_keys('node', NODE_DATA)}{_keys('edge', EDGE_DATA)}"
    '<graph id="ties" edgedefault="directed">\n'
)
TAIL = "</graph>\n</graphml>\n"


def node(entity: Node) -> str:
    """The entity as a node."""
    told = {"name": entity.name, "type": entity.type, "country": entity.country}
    return tag("node", {"id": entity.id}, _data("node", told)) + "\n"


def edge(tie: Edge) -> str:
    """The tie as an edge; two entities have one for each type."""
    told = {
        "type": tie.type, "incidents": tie.incident_count, "reports": tie.event_count,
        "articles": tie.article_count, "first": tie.earliest, "last": tie.latest,
    }  # fmt: skip
    ends = {"id": f"e{tie.number}", "source": tie.source_id, "target": tie.target_id}
    return tag("edge", ends, _data("edge", told)) + "\n"


def _data(what: str, told: Mapping[str, object]) -> str:
    return "".join(
        tag("data", {"key": f"{what}-{name}"}, words(str(value)))
        for name, value in told.items()
        if value is not None
    )
